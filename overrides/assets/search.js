// The search: an engine that adds up the weights of the index, and the box that shows what it finds.
// All of it runs in the page. What is written is never stored, sent or put in an address.
(function () {
  "use strict";

  // --- Swedish: words as the index has them, by the rule that it carries (hooks/core/search/words.py) ---

  function makeTokens(rule) {
    const marks = new RegExp("[" + rule.marks + "]", "g");
    const letters = new RegExp("[" + Object.keys(rule.letters).join("") + "]", "g");
    const leftOut = new RegExp("[" + rule.left_out + "]", "g");
    const zeros = Array.from(rule.zeros, zero => zero.charCodeAt(0));
    const digits = new RegExp("[" + zeros.map(zero => String.fromCharCode(zero) + "-" + String.fromCharCode(zero + 9)).join("") + "]", "g");
    const digit = one => String(one.charCodeAt(0) - Math.max.apply(null, zeros.filter(zero => zero <= one.charCodeAt(0))));
    const word = new RegExp("[" + rule.signs + "]+(?:[-–][" + rule.signs + "]+)*", "g");
    return text => {
      const lower = text.replace(leftOut, "").normalize("NFKC").replace(leftOut, "").toLowerCase();
      const folded = lower.normalize("NFD").replace(marks, "").replace(letters, one => rule.letters[one]).replace(digits, digit);
      const found = folded.replace(/([0-9])[ \u00a0](?=[0-9])/g, "$1").match(word) || [];
      return [].concat.apply([], found.map(one => {
        const parts = one.split(/[-–]/);
        const words = parts.length > 1 ? [parts.join("")].concat(parts.filter(part => part.length > 1)) : parts;
        return words.map(part => part.slice(0, rule.longest));
      }));
    };
  }

  // Snowball's Swedish stemmer, on folded words; a test holds it to the stemmer that makes the index.
  const VOWEL = /[aeiouy]/;
  const MAIN =
    "heterna hetens heten heter anden andes andet arens arnas ernas ornas arna erna orna ande arne aste aren ades erns ade are ern ens het ast ad en ar er or as es at et a e s".split(" ");
  const KEEP_ET = /(?:fab|h|pak|rak|stak|kom|iet|cit|dit|alit|ilit|mit|nit|pit|rit|sit|tit|uit|ivit|kvit|xit)$/;

  function etMayGo(before) {
    return /[^aeiouy]$/.test(before) && VOWEL.test(before.charAt(before.length - 2)) && before.length > 2 && !KEEP_ET.test(before);
  }

  function mainSuffix(word, region) {
    const suffix = MAIN.find(one => word.endsWith(one) && word.length - one.length >= region);
    if (!suffix) return word;
    const rest = word.slice(0, -suffix.length);
    if (suffix === "s") {
      if (rest.endsWith("et") && etMayGo(rest.slice(0, -2))) return rest.slice(0, -2);
      return /[bcdfghjklmnoprtvy]$/.test(rest) ? rest : word;
    }
    return suffix !== "et" || etMayGo(rest) ? rest : word;
  }

  function stem(word) {
    if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
    let start = word.search(VOWEL);
    if (start < 0) return word;
    while (start < word.length && VOWEL.test(word[start])) start += 1;
    if (start >= word.length) return word;
    const region = Math.max(start + 1, 3);
    let out = mainSuffix(word, region);
    if (out.length - 2 >= region && /(?:dd|gd|nn|dt|gt|kt|tt)$/.test(out)) out = out.slice(0, -1);
    const other = ["fullt", "lig", "els", "ig"].find(one => out.endsWith(one) && out.length - one.length >= region);
    if (other) out = out.slice(0, other === "fullt" ? -1 : -other.length);
    return out;
  }

  // How many letters are wrong: put in, left out, exchanged or swapped; more than `most` is `most + 1`.
  const ROWS = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];

  function distance(one, other, most) {
    const long = other.length;
    if (one.length > 60 || long > 60) return most + 1;
    let before = ROWS[0];
    let last = ROWS[1];
    let row = ROWS[2];
    for (let j = 0; j <= long; j += 1) last[j] = j;
    for (let i = 1; i <= one.length; i += 1) {
      const sign = one.charCodeAt(i - 1);
      let least = i;
      row[0] = i;
      for (let j = 1; j <= long; j += 1) {
        let value = last[j - 1] + (sign === other.charCodeAt(j - 1) ? 0 : 1);
        if (last[j] + 1 < value) value = last[j] + 1;
        if (row[j - 1] + 1 < value) value = row[j - 1] + 1;
        if (i > 1 && j > 1 && sign === other.charCodeAt(j - 2) && one.charCodeAt(i - 2) === other.charCodeAt(j - 1) && before[j - 2] + 1 < value) value = before[j - 2] + 1;
        row[j] = value;
        if (value < least) least = value;
      }
      if (least > most) return most + 1;
      const free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[long];
  }

  // The letters of a word as bits: words that are near differ in few of them.
  function letters(word) {
    let bits = 0;
    for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) % 31);
    return bits;
  }

  function ones(bits) {
    let number = 0;
    for (let rest = bits; rest; rest &= rest - 1) number += 1;
    return number;
  }

  // --- The engine ---

  const TUNING = {
    stem: 0.97, prefix: 0.75, part: 0.6, knownPart: 0.35, piece: 0.35, oneWrong: 0.8, twoWrong: 0.62,
    words: 0.6, floor: 0.35, title: 0.55, concept: 1.05, decay: 0.86, hint: 1.5, denied: 0.5, turned: 0.6, named: 0.4, signed: 0.5, tail: 0.16, more: 0.3, card: 0.5,
  };
  const SCALE = 12;

  function makeEngine(data) {
    const tokens = makeTokens(data.rule);
    const forms = data.forms.split(" ");
    const groupOf = new Map();
    const groupOfStem = new Map();
    const byLength = [];
    // A stem leads to the group that most of its forms belong to.
    const votes = new Map();
    forms.forEach((form, index) => {
      const group = data.groups[index];
      groupOf.set(form, group);
      const stemmed = stem(form);
      if (!votes.has(stemmed)) votes.set(stemmed, new Map());
      const given = votes.get(stemmed);
      given.set(group, (given.get(group) || 0) + 1);
      (byLength[form.length] = byLength[form.length] || []).push({ form, bits: letters(form) });
    });
    votes.forEach((given, stemmed) => {
      let most = 0;
      given.forEach((number, group) => {
        if (number > most) {
          most = number;
          groupOfStem.set(stemmed, group);
        }
      });
    });
    const stop = new Set(data.stop.split(" "));
    const negative = new Set(data.not.split(" "));
    const soft = new Set(data.soft.split(" "));
    const work = new Set(data.work.split(" "));
    const self = new Set(data.self.split(" "));
    const watching = new Set(data.watching.split(" "));
    const lacking = new Set(data.lacking.split(" "));
    const signed = new Set(data.signed);
    const entries = data.entries.map((one, number) => ({
      number, address: one[0], kind: one[1], audience: one[2], title: one[3], text: one[4], language: one[5], tags: one[6] || [],
      page: one[0].split("#")[0], kindName: data.kinds[one[1]][0],
    }));
    const count = entries.length;
    const speakers = data.languages.map(one => ({ own: new Set(one[0].split(" ")), shared: new Set(one[1].split(" ")), pages: one[2] }));
    const rarest = Math.log(1 + count);
    // What is counted for each entry during a question, kept between questions: a key should leave little to clear up.
    const scores = new Float64Array(count);
    const covered = new Float64Array(count);
    const bestValue = new Float64Array(count);
    const bestSure = new Float64Array(count);
    const rarityCache = new Map();

    function rarity(group) {
      if (group === undefined) return rarest;
      if (!rarityCache.has(group)) {
        const holders = data.weights[group].length / 2;
        rarityCache.set(group, holders ? Math.log(1 + (count - holders + 0.5) / (holders + 0.5)) : rarest);
      }
      return rarityCache.get(group);
    }

    // The stem, and the stem with one of two consonants: programmen, rummet.
    function byStem(word) {
      const stemmed = stem(word);
      const group = groupOfStem.get(stemmed);
      return group === undefined && /(?:mm|nn)(?:en|et)?$/.test(stemmed) ? groupOfStem.get(stemmed.replace(/([mn])\1(?:en|et)?$/, "$1")) : group;
    }

    function known(word) {
      const group = groupOf.get(word);
      return group === undefined ? byStem(word) : group;
    }

    // Names of an entry, each as the set of its groups: the title, what stands beside a dash or in brackets, other names.
    const names = entries.map((entry, number) => {
      const sets = [];
      [entry.title].concat(entry.title.split(/ [–-] |[(),:]/), data.names[number]).forEach(name => {
        const groups = new Map();
        tokens(name).forEach(word => {
          const group = known(word);
          if (!stop.has(word) && group !== undefined) groups.set(group, rarity(group));
        });
        let total = 0;
        groups.forEach(value => { total += value; });
        if (total) sets.push({ groups, total });
      });
      return sets;
    });

    const hints = new Map();
    Object.keys(data.hints).forEach(kind => {
      data.hints[kind].split(" ").forEach(word => {
        if (!hints.has(word)) hints.set(word, new Set());
        hints.get(word).add(Number(kind));
      });
    });

    // Ways to say things: each phrase as the groups that must all be in the question.
    const phrases = [];
    const phrasesOf = new Map();
    const named = []; // who is named with small words alone, such as «min man»
    const extra = new Map(); // words that stand in no text, only in synonyms, and their stems
    function plain(word) {
      return {
        mej: "mig", dej: "dig", sej: "sig", nan: "nagon", nat: "nagot", ja: "jag", e: "ar", hon: "han", hen: "han", he: "han", she: "han", me: "med", va: "vara", mitt: "min", mina: "min", sin: "min", sitt: "min", sina: "min", hans: "min", hennes: "min",
      }[word] || word;
    }
    function idOf(word) {
      if (negative.has(word)) return "!";
      const group = known(word);
      if (group !== undefined) return group;
      const stemmed = stem(word);
      if (!extra.has(stemmed)) extra.set(stemmed, "x" + stemmed);
      return extra.get(stemmed);
    }
    data.synonyms.forEach((one, concept) => {
      one[0].forEach(said => {
        const all = tokens(said);
        const telling = all.filter(word => !stop.has(word));
        const ids = Array.from(new Set((telling.some(word => !negative.has(word)) ? telling : all).map(idOf)));
        // One telling word among others, as in «hjälp mig»: then the others must be there too. So must who it is.
        // «Far» is no telling word beside «inte»: there it is «får».
        const alone = telling.length === 1 || (telling.length && telling.every(word => negative.has(word) || word === "far"));
        const others = all.filter(word => stop.has(word)).map(plain)
          .filter(word => alone || (telling.length && (word === "han" || word === "man" || (word === "for" && all[0] === "radd"))));
        // «Hjälp» alone asks for help; beside another word it says little.
        const bare = !others.length && telling.length > 0 && telling.every(word => soft.has(word));
        if (one[5] && !telling.length) named.push(" " + all.map(plain).join(" ") + " ");
        const lack = telling.findIndex(word => lacking.has(word));
        const lacked = lack >= 0 && lack + 1 < telling.length ? idOf(telling[lack + 1]) : undefined;
        const phrase = { concept, ids, others, bare, lacked };
        phrases.push(phrase);
        ids.forEach(id => {
          if (!phrasesOf.has(id)) phrasesOf.set(id, []);
          phrasesOf.get(id).push(phrase);
        });
      });
    });
    const people = new Set(phrases.filter(one => data.synonyms[one.concept][5] && one.ids.length === 1 && !one.others.length).map(one => one.ids[0]));
    const wordsOf = data.synonyms.map(one =>
      Array.from(new Set(tokens(one[1]).filter(word => !stop.has(word)).map(known))).filter(group => group !== undefined));

    // «Inga» is no part of a compound: «flyktingar» has nothing to do with «flykt».
    const nothing = new Set(Array.from(negative, known));

    // Parts of a compound that the index does not hold as one word; an s may join them.
    function split(word, depth) {
      let best = null;
      for (let cut = word.length - 3; cut >= 3; cut -= 1) {
        const tail = word.slice(cut);
        const tailGroup = tail.length > 3 ? known(tail) : groupOf.get(tail);
        if (tailGroup === undefined || nothing.has(tailGroup)) continue;
        const head = word.slice(0, cut);
        const heads = [head];
        if (head.endsWith("s")) heads.push(head.slice(0, -1));
        for (let i = 0; i < heads.length; i += 1) {
          if (heads[i].length < 3) continue;
          let groups = groupOf.get(heads[i]);
          if (groups === undefined && heads[i].length > 3) groups = known(heads[i]);
          if (groups !== undefined) {
            const rank = Math.min(heads[i].length, tail.length);
            if (!best || rank > best.rank) best = { rank, groups: [groups, tailGroup] };
          } else if (depth && heads[i].length > 6) {
            const deeper = split(heads[i], depth - 1);
            if (deeper && !best) best = { rank: 0, groups: deeper.concat([tailGroup]) };
          }
        }
      }
      return best && best.groups;
    }

    function firstFrom(word) {
      let low = 0;
      let high = forms.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (forms[middle] < word) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    function nearest(word) {
      const most = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
      let least = most + 1;
      let found = [];
      const bits = letters(word);
      for (let length = word.length - most; most && length <= word.length + most; length += 1) {
        (byLength[length] || []).forEach(one => {
          const form = one.form;
          if (form.length < 4 || ones(one.bits ^ bits) > 2 * most) return;
          const wrong = distance(word, form, Math.min(most, least));
          if (wrong < least) {
            least = wrong;
            found = [form];
          } else if (wrong === least && wrong <= most) found.push(form);
        });
      }
      return { wrong: least, forms: found };
    }

    const candidateCache = new Map();

    // What a written word can be: groups, each with how sure it is. Of a long text that was pasted only the first words
    // are also taken as misspelt or compound: that takes its time.
    const CAREFUL = 100;
    function candidates(word, unfinished, rough) {
      const key = (unfinished ? "+" : rough ? "" : "-") + word;
      if (candidateCache.has(key)) return candidateCache.get(key);
      const found = new Map();
      const add = (group, sure) => {
        if (group !== undefined && (found.get(group) || 0) < sure) found.set(group, sure);
      };
      const exact = groupOf.get(word);
      add(exact, 1);
      if (exact === undefined && word.length > 2) add(byStem(word), TUNING.stem);
      const sure = found.size > 0 || rough;
      if (word.length > 6 && !rough) {
        const parts = split(word, 1);
        if (parts) parts.forEach(group => add(group, sure ? TUNING.knownPart : TUNING.part));
      }
      if (word.length > 2 && (unfinished || (!sure && word.length > 3))) {
        const begin = firstFrom(word);
        for (let i = begin; i < forms.length && i < begin + 60 && forms[i].startsWith(word); i += 1) {
          add(data.groups[i], (sure ? 0.5 : TUNING.prefix) * Math.sqrt(word.length / forms[i].length));
        }
      }
      if (!sure) {
        const near = nearest(word);
        const value = near.wrong === 1 ? TUNING.oneWrong : TUNING.twoWrong;
        near.forms.slice(0, 12).forEach(form => add(groupOf.get(form), form[0] === word[0] ? value : value * 0.85));
      }
      if (!sure && !found.size && word.length > 7) {
        for (let length = word.length - 2; length > 4 && !found.size; length -= 1) {
          add(groupOf.get(word.slice(0, length)), TUNING.piece);
          add(groupOf.get(word.slice(-length)), TUNING.piece);
        }
      }
      const extraStem = extra.get(stem(word));
      if (extraStem) found.set(extraStem, 1);
      if (candidateCache.size > 500) candidateCache.clear();
      candidateCache.set(key, found);
      return found;
    }

    function read(question) {
      const words = tokens(question);
      const ended = /[\s.,!?]$/.test(question);
      let kept = words.filter(word => !stop.has(word));
      if (!kept.some(word => !negative.has(word))) kept = words;
      const seen = new Set();
      const asked = kept.filter(word => !seen.has(word) && seen.add(word)).map(word => {
        const at = { word, negative: negative.has(word), hint: hints.get(word) };
        const last = word === words[words.length - 1];
        at.found = at.negative ? new Map([["!", 1]]) : candidates(word, !ended && last, !last && seen.size > CAREFUL);
        let best = 0;
        let group;
        at.found.forEach((sure, one) => {
          if (sure > best) { best = sure; group = one; }
        });
        at.mass = at.negative ? 0.8 : typeof group === "number" ? rarity(group) : rarest;
        if (at.hint || soft.has(word)) at.mass *= 0.5;
        return at;
      });
      asked.raw = new Set(words.map(plain));
      asked.words = words;
      return asked;
    }

    // «Inga vänner» is said where the two stand so, not in «en vän som inte vill»; «ingen» denies what stands near it.
    function deniedThere(phrase, asked, idIn) {
      const words = asked.words;
      if (phrase.lacked === undefined && words.some(word => negative.has(word) && !lacking.has(word))) return true;
      return phrase.ids.some(id => {
        if (id === "!" || (phrase.lacked !== undefined && id !== phrase.lacked)) return false;
        const at = words.indexOf(asked[idIn.get(id).number].word);
        return words.slice(Math.max(0, at - 3), phrase.lacked === undefined ? at + 4 : at).some(word => negative.has(word));
      });
    }

    // The phrases that are said in the question, each with the words that say it and how much they weigh.
    function saidIn(asked) {
      const idIn = new Map();
      asked.forEach((token, number) => token.found.forEach((sure, group) => {
        if (sure < 0.3) return;
        if (!idIn.has(group) || idIn.get(group).sure < sure) idIn.set(group, { sure, number });
      }));
      // What one says of oneself is said of another with «sig»: «skär mig», «skär sig».
      const isThere = word => asked.raw.has(word) || (word === "mig" && asked.raw.has("sig"));
      const tried = new Set();
      const said = [];
      const more = asked.some(token => !token.negative && !soft.has(token.word));
      idIn.forEach((_, id) => (phrasesOf.get(id) || []).forEach(phrase => {
        if (tried.has(phrase)) return;
        tried.add(phrase);
        if (!phrase.ids.every(one => idIn.has(one)) || !phrase.others.every(isThere)) return;
        if (phrase.bare && more) return;
        if (phrase.ids.length > 1 && phrase.ids.indexOf("!") >= 0 && !deniedThere(phrase, asked, idIn)) return;
        let mass = 0;
        let sure = 1;
        const covers = new Set();
        phrase.ids.forEach(one => {
          const at = idIn.get(one);
          if (!covers.has(at.number)) mass += asked[at.number].mass * (at.sure < 0.62 ? at.sure * at.sure * 1.2 : at.sure);
          sure = Math.min(sure, at.sure);
          covers.add(at.number);
        });
        if (phrase.ids.length > 1 && covers.size < phrase.ids.length && phrase.ids.indexOf("!") < 0 && covers.size === 1 && sure < 0.5) return;
        said.push({ phrase, mass, sure, covers, turned: phrase.others.some(word => !asked.raw.has(word)) });
      }));
      // Where it is said with «sig» in so many words, that is what is meant: «hängde sig».
      return said.filter(one => !one.turned || !said.some(other =>
        !other.turned && other.phrase.others.length && Array.from(one.covers).every(at => other.covers.has(at))));
    }

    // A longer way to say it says more: «inte leva» counts, «leva» alone then does not. Small words that it needs count half.
    function longest(said) {
      const length = one => one.covers.size + one.phrase.others.length / 2;
      return said.filter(one => !said.some(other =>
        other !== one && length(other) > length(one) && other.sure >= 0.55 && Array.from(one.covers).every(at => other.covers.has(at))));
    }

    function find(question) {
      const asked = read(question);
      const result = { card: -1, row: false, hits: [] };
      if (!asked.length) return result;
      const all = saidIn(asked);
      const said = longest(all);
      const whole = asked.reduce((sum, token) => sum + token.mass, 0);
      scores.fill(0);
      covered.fill(0);
      const extras = asked.map(() => new Map());
      said.forEach(one => wordsOf[one.phrase.concept].forEach(group => one.covers.forEach(at => {
        const sure = TUNING.words * one.sure;
        if ((extras[at].get(group) || 0) < sure) extras[at].set(group, sure);
      })));
      const denied = new Set();
      said.forEach(one => { if (one.phrase.ids.indexOf("!") >= 0) one.covers.forEach(at => denied.add(at)); });
      asked.forEach((token, at) => {
        if (token.negative) return;
        bestValue.fill(-1);
        const take = (sure, group) => {
          if (typeof group !== "number") return;
          const list = data.weights[group];
          let entry = 0;
          for (let i = 0; i < list.length; i += 2) {
            entry += list[i];
            const value = sure * list[i + 1] / SCALE;
            if (bestValue[entry] < value) {
              bestValue[entry] = value;
              bestSure[entry] = sure;
            }
          }
        };
        token.found.forEach(take);
        extras[at].forEach((sure, group) => { if (!(token.found.get(group) >= sure)) take(sure, group); });
        for (let number = 0; number < count; number += 1) {
          if (bestValue[number] >= 0) {
            scores[number] += bestValue[number] * (token.hint ? 0.6 : 1) * (denied.has(at) ? TUNING.denied : 1);
            covered[number] += token.mass * Math.min(1, bestSure[number] + 0.1);
          } else if (token.hint && token.hint.has(entries[number].kind)) covered[number] += token.mass;
        }
      });
      const other = asked.some(token => !token.hint && !token.negative && !soft.has(token.word));
      const groupsAsked = new Map();
      asked.forEach(token => token.found.forEach((sure, group) => {
        if (!(groupsAsked.get(group) >= sure)) groupsAsked.set(group, sure);
      }));
      const lifts = new Map();
      const strongest = new Map();
      said.forEach(one => {
        const had = strongest.get(one.phrase.concept);
        if (!had || had.mass < one.mass) strongest.set(one.phrase.concept, one);
      });
      const someone = aboutOther(asked, said);
      const turned = new Set();
      // Who is named is only part of it where the writer speaks of themselves, or says what is the matter.
      const matter = Array.from(strongest.values()).some(one => one.sure >= TUNING.oneWrong && !isPerson(one) && data.synonyms[one.phrase.concept][2].length);
      const part = matter || asked.raw.has("jag") || asked.raw.has("mig");
      strongest.forEach(one => pagesOf(one.phrase.concept, someone, turned).forEach((target, rank) => {
        const weight = part && isPerson(one) ? TUNING.named : 1;
        const lift = TUNING.concept * one.mass * weight * Math.pow(TUNING.decay, rank);
        const had = lifts.get(target);
        if (target < 0) return;
        if (!had) lifts.set(target, { best: lift, sum: lift });
        else {
          had.best = Math.max(had.best, lift);
          had.sum += lift;
        }
      }));
      // Who speaks of themselves or of someone of theirs looks for help, not for what has been agreed.
      const mine = someone || ["jag", "mig", "min"].some(word => asked.raw.has(word));
      const found = [];
      let highest = 0;
      for (let number = 0; number < count; number += 1) {
        const lift = lifts.get(number);
        if (!scores[number] && !lift) continue;
        const entry = entries[number];
        let score = scores[number] * (TUNING.floor + (1 - TUNING.floor) * Math.min(1, covered[number] / whole));
        let name = 0;
        if (scores[number]) names[number].forEach(one => {
          let matched = 0;
          one.groups.forEach((value, group) => { matched += value * (groupsAsked.get(group) || 0); });
          name = Math.max(name, (matched / one.total) * Math.min(1, matched / whole));
        });
        score += TUNING.title * whole * name;
        const weight = data.kinds[entry.kind][1];
        // A goal or indicator that holds nearly every word of a long question is what was asked for.
        const whole4 = asked.length > 3 ? Math.max(0, Math.min(1, (covered[number] / whole - 0.7) / 0.25)) : 0;
        // Where the kind is named beside something else, as in «indikatorer SIP», the kind is no less worth.
        const named = asked.filter(token => token.hint && token.hint.has(entry.kind)).length;
        score *= weight < 1 ? weight + (1 - weight) * (named && other ? 1 : whole4) : weight;
        score *= Math.pow(TUNING.hint, named);
        if (turned.has(number)) score *= TUNING.turned;
        if (mine && signed.has(entry.kind)) score *= TUNING.signed;
        if (lift) score += lift.best + TUNING.more * (lift.sum - lift.best);
        highest = Math.max(highest, score);
        found.push({ entry, score });
      }
      const near = found.filter(one => one.score >= highest * TUNING.tail);
      near.sort((one, other) => other.score - one.score || one.entry.number - other.entry.number);
      result.card = cardFor(all);
      const hits = spread(near.slice(0, 60)).map(one => one.entry);
      const kinds = result.card >= 0 ? data.urgent : data.resident;
      const speaker = hits.length && kinds.indexOf(hits[0].kind) >= 0 && speakerOf(asked.words);
      result.hits = speaker ? before(hits, speaker.pages.map(number => entries[number]), result.card >= 0) : hits;
      // Staff who look for a training get help in one row; whoever speaks of oneself, the whole card. In doubt the card.
      const words = tokens(question);
      result.row = words.some(word => work.has(word)) && !words.some(word => self.has(word));
      return result;
    }

    // Whose words these are: more of a language that has pages here than of Swedish.
    function speakerOf(words) {
      return speakers.find(one => {
        let balance = 0;
        words.forEach(word => { balance += one.own.has(word) ? 1 : stop.has(word) && !one.shared.has(word) ? -1 : 0; });
        return balance > 0;
      });
    }

    // The crisis page in their language first, and how to get help there: next, but in a crisis after what answers.
    function before(hits, pages, inCrisis) {
      const rest = hits.filter(one => pages.indexOf(one) < 0);
      return pages.slice(0, 1).concat(inCrisis ? rest.slice(0, 2) : [], pages.slice(1), inCrisis ? rest.slice(2) : rest);
    }

    // Who is named, also where the word alone stands for something else too: «sonen», «kompisar».
    function isPerson(one) {
      return Boolean(data.synonyms[one.phrase.concept][5]) || (one.phrase.ids.length === 1 && people.has(one.phrase.ids[0]));
    }

    // «Jag tror», «vad gör jag», «jag är rädd»: the writer watches, and the rest is about someone else.
    function speaksOfSelf(words) {
      return words.some((word, at) => plain(word) === "jag"
        && ![words[at - 1], words[at + 1], words[at + 2]].some(near => watching.has(near)));
    }

    // Someone is named, or spoken of as «han», «hon» or «sig», and the writer does not speak of themselves.
    function aboutOther(asked, said) {
      const raw = asked.raw;
      if (raw.has("sig") && !raw.has("mig") && !raw.has("man")) return true;
      if (speaksOfSelf(asked.words)) return false;
      const text = " " + asked.words.map(plain).join(" ") + " ";
      return raw.has("han") || named.some(who => text.indexOf(who) >= 0) || said.some(one => one.sure >= 0.6 && isPerson(one));
    }

    // The pages of a concept; those it has for who is worried about someone, where someone else is meant.
    function pagesOf(concept, other, turned) {
      const one = data.synonyms[concept];
      if (!other || !one[4] || !one[4].length) return one[2];
      one[2].forEach(target => { if (one[4][0] !== target) turned.add(target); });
      return one[4];
    }

    // One part of a page is enough among the first hits; its other parts come after them.
    function spread(found) {
      const first = [];
      const rest = [];
      const parts = new Set();
      found.forEach(one => {
        const isPart = one.entry.address !== one.entry.page && one.entry.kind !== data.alone;
        if (isPart && parts.has(one.entry.page)) rest.push(one);
        else first.push(one);
        if (isPart) parts.add(one.entry.page);
      });
      return first.slice(0, 6).concat(first.slice(6).concat(rest).sort((one, other) => other.score - one.score));
    }

    function cardFor(said) {
      let best = null;
      said.forEach(one => {
        const card = data.synonyms[one.phrase.concept][3];
        if (card >= 0 && one.sure >= TUNING.card && (!best || one.mass > best.mass)) best = { card, mass: one.mass };
      });
      return best ? best.card : -1;
    }

    return { find, entries, families: data.kinds.map(kind => kind[2]), cards: data.cards, more: data.more, stem, tokens };
  }

  // --- The box ---

  const SHOWN = 8;
  let box = null;
  let base = "";
  let opener = null;
  let loaded = null;
  let engine = null;
  let earlier = null; // the second part of the index: what is not in force
  let help = null;
  // Items and cards are made once: what is made anew at each key has to be cleared up during one of the next.
  const items = new Map();
  const cards = new Map();

  function make(tag, attributes, content) {
    const one = document.createElement(tag);
    Object.keys(attributes || {}).forEach(name => one.setAttribute(name, attributes[name]));
    [].concat(content || []).forEach(part => one.appendChild(typeof part === "string" ? document.createTextNode(part) : part));
    return one;
  }

  // Where the page itself leads.
  function wayOf(link) {
    return document.querySelector(link).href;
  }

  function json(path) {
    return fetch(base + path, { credentials: "same-origin" }).then(answer => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  }

  function load() {
    if (!loaded) {
      const cards = help ? Promise.resolve() : json("search/help.json").then(read => { help = read; }).catch(() => {});
      const index = json("search/index.json").then(read => {
        engine = makeEngine(read);
        if (engine.more) loadEarlier();
      });
      loaded = Promise.all([index, cards.then(() => {})]).then(() => engine);
      loaded.catch(() => cards.then(() => { loaded = null; }));
      loaded.cards = cards;
    }
    return loaded;
  }

  // When the first part has been put to use; without it the search finds all that is in force.
  function loadEarlier() {
    json(engine.more).then(read => window.setTimeout(() => {
      earlier = makeEngine(read);
      if (box && box.last && box.shownAll !== box.last) show(box.input.value);
    }, 0)).catch(() => {});
  }

  // The help card: from its file, else the one on this page, else the two numbers that are always right.
  function helpCard(id, asRow) {
    const key = asRow ? id + " row" : id;
    if (cards.has(key)) return cards.get(key);
    const holder = make("div", { "data-search-help": "", class: "search__help" });
    const own = document.querySelector("main section.help, article section.help");
    if (help) {
      holder.innerHTML = (asRow && help.rows[id]) || help.cards[id] || help.cards[help.default];
      cards.set(key, holder);
    } else if (own) holder.appendChild(own.cloneNode(true));
    else {
      holder.appendChild(make("p", {}, [
        "Akut fara för livet: ", make("a", { href: "tel:112", class: "call" }, "Ring 112"), " ",
        "Vård snart: ", make("a", { href: "tel:1177", class: "call" }, "Ring 1177"), " ",
        make("a", { href: wayOf(".strip__help") }, "Akut hjälp"),
      ]));
    }
    return holder;
  }

  function build() {
    document.head.appendChild(make("link", { rel: "stylesheet", href: base + "assets/search.css" }));
    const native = typeof window.HTMLDialogElement === "function" && !!window.HTMLDialogElement.prototype.showModal;
    const attributes = { class: "search", "aria-labelledby": "search-title", "data-search": "" };
    if (!native) Object.assign(attributes, { role: "dialog", "aria-modal": "true" });
    const input = make("input", {
      id: "search-input", type: "search", "data-search-input": "", autocomplete: "off", autocapitalize: "none",
      autocorrect: "off", spellcheck: "false", enterkeyhint: "search", "aria-describedby": "search-note",
    });
    const close = make("button", { type: "button", class: "search__close" }, "Stäng");
    const status = make("p", { role: "status", class: "search__count", "data-search-count": "" });
    const first = make("div", {});
    const chips = make("div", { class: "search__chips", role: "group", "aria-label": "Visa bara" });
    const body = make("div", { class: "search__body" });
    const dialog = make(native ? "dialog" : "div", attributes, [
      make("div", { class: "search__head" }, [
        make("h2", { id: "search-title", class: "search__title" }, "Sök på webbplatsen"),
        make("a", { href: wayOf(".strip__help"), class: "search__urgent" }, "Akut hjälp"), // the box lies above the page's own
        close,
      ]),
      make("div", { class: "search__top" }, [
        make("label", { for: "search-input", class: "search__label" }, "Sök"),
        input,
        make("p", { id: "search-note", class: "search__note" }, "Skriv med egna ord. Det du skriver sparas inte och skickas ingenstans."),
      ]),
      first,
      status,
      chips,
      body,
    ]);
    const exit = document.querySelector("[data-exit]");
    if (exit) dialog.insertBefore(exit.cloneNode(true), dialog.firstChild); // the box lies above the page's own
    document.body.appendChild(dialog);
    const list = make("ol", { class: "search__hits" });
    const more = make("button", { type: "button", class: "search__more" }, "Visa fler");
    more.addEventListener("click", showRest);
    box = { dialog, input, status, first, chips, body, list, more, rest: [], native, timer: 0, last: null, keySwitch: null, only: "" };
    close.addEventListener("click", shut);
    dialog.addEventListener("cancel", event => { event.preventDefault(); shut(); });
    dialog.addEventListener("keydown", onKey);
    dialog.addEventListener("click", event => {
      if (event.target === dialog && native) shut();
      const link = event.target.closest && event.target.closest("a[href]");
      if (link && link.pathname === window.location.pathname && link.hash) shut();
    });
    input.addEventListener("input", () => {
      box.only = "";
      show(input.value);
    });
    window.addEventListener("pagehide", () => {
      input.value = "";
      show("");
      shut();
    });
  }

  function stops() {
    return Array.prototype.filter.call(box.dialog.querySelectorAll("a[href], button, input"), one => !one.hidden);
  }

  function onKey(event) {
    const links = Array.prototype.slice.call(box.body.querySelectorAll("[data-search-hit] a"));
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" || event.key === "Esc") {
      event.preventDefault();
      event.stopPropagation();
      shut();
    } else if (event.key === "ArrowDown" && links.length && (at >= 0 || document.activeElement === box.input)) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : box.input).focus();
    } else if (event.key === "Enter" && document.activeElement === box.input && !event.isComposing) {
      event.preventDefault();
      if (links.length) links[0].click();
    } else if (event.key === "Tab" && !box.native) {
      const all = stops();
      const edge = event.shiftKey ? all[0] : all[all.length - 1];
      if (document.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? all[all.length - 1] : all[0]).focus();
      }
    }
  }

  function say(words) {
    window.clearTimeout(box.timer);
    box.timer = window.setTimeout(() => { box.status.textContent = words; }, 150);
  }

  function ways() {
    const list = make("ul", { class: "search__ways" });
    Array.prototype.forEach.call(document.querySelectorAll(".strip__languages a"), one => {
      list.appendChild(make("li", {}, one.cloneNode(true)));
    });
    if (engine) engine.entries.filter(one => one.kind === 0).forEach(one => {
      list.appendChild(make("li", {}, make("a", { href: base + one.address }, one.title)));
    });
    list.appendChild(make("li", {}, make("a", { href: wayOf("[data-search-open]") }, "Allt på webbplatsen, A–Ö")));
    return list;
  }

  function hit(entry) {
    if (items.has(entry)) return items.get(entry);
    const item = make("li", { "data-search-hit": "", class: "search__hit" }, [
      make("p", { class: "search__kind" }, entry.kindName),
      make("a", Object.assign({ href: base + entry.address }, entry.language ? { lang: entry.language, hreflang: entry.language } : {}), entry.title),
    ]);
    if (entry.tags.length) item.appendChild(make("p", {}, entry.tags.map(tag => make("span", { class: "tag tag--" + tag[0] }, tag[1]))));
    if (entry.audience) item.appendChild(make("p", { class: "search__for" }, "För: " + entry.audience));
    if (entry.text) item.appendChild(make("p", Object.assign({ class: "search__text" }, entry.language ? { lang: entry.language } : {}), entry.text));
    items.set(entry, item);
    return item;
  }

  // Leaves alone what stands in its place already: from one key to the next little changes.
  function place(holder, parts) {
    parts.forEach((part, at) => {
      if (holder.childNodes[at] !== part) holder.insertBefore(part, holder.childNodes[at] || null);
    });
    while (holder.childNodes.length > parts.length) holder.removeChild(holder.lastChild);
  }

  function showRest() {
    const rest = box.rest.map(hit);
    box.shownAll = box.last;
    rest.forEach(one => box.list.appendChild(one));
    box.body.removeChild(box.more);
    rest[0].querySelector("a").focus();
  }

  // The families that the hits are of, each a button with its number; one press shows those alone, another all again.
  function chips(hits) {
    const counts = new Map();
    hits.forEach(one => {
      const family = engine.families[one.kind];
      if (family) counts.set(family, (counts.get(family) || 0) + 1);
    });
    box.chips.textContent = "";
    if (counts.size < 2) return;
    counts.set("", hits.length);
    ["", "Utbildningar", "Stöd", "Överenskommelsen", "Ord"].filter(one => counts.has(one)).forEach(family => {
      const chip = make("button", { type: "button", class: "chip", "aria-pressed": String(family === box.only) }, [
        family || "Alla", " ", make("span", { class: "chip__count" }, String(counts.get(family))),
      ]);
      chip.addEventListener("click", () => {
        box.only = family;
        show(box.input.value);
        const now = box.chips.querySelector("[aria-pressed=true]");
        if (now) now.focus();
      });
      box.chips.appendChild(chip);
    });
  }

  function show(question) {
    const asked = question.trim();
    box.last = asked;
    if (!asked) {
      box.body.textContent = box.chips.textContent = box.first.textContent = "";
      return say("");
    }
    if (!engine) {
      say("Hämtar det som går att söka i …");
      return load().then(() => { if (box.last === asked) show(question); }, failed);
    }
    const found = engine.find(question);
    const isCrisis = found.card >= 0 || !found.hits.length;
    place(box.first, isCrisis ? [helpCard(engine.cards[found.card], found.row && found.hits.length > 0)] : []);
    chips(found.hits);
    const held = found.hits.filter(one => !box.only || engine.families[one.kind] === box.only);
    const past = earlier && !box.only ? earlier.find(question).hits : [];
    const parts = [];
    if (!found.hits.length) {
      parts.push(make("p", {}, "Inget passar de orden. Prova ett annat ord, eller se efter stavningen. Du kan också börja här:"), ways());
    }
    const hits = held.concat(past);
    // Beside a help card nothing is offered that is not in force, until all is asked for.
    const first = found.card >= 0 ? Math.min(SHOWN, held.length) : SHOWN;
    if (!found.hits.length && past.length && first) parts.push(make("p", {}, "Det här finns i dokument som inte gäller längre:"));
    place(box.list, hits.slice(0, first).map(hit));
    box.rest = hits.slice(first);
    if (box.list.firstChild) parts.push(box.list);
    if (box.rest.length) parts.push(box.more);
    place(box.body, parts);
    const number = held.length;
    say((number === 0 ? "Inga träffar" : number === 1 ? "1 träff" : number + " träffar") + (box.only ? " bland " + box.only : "") +
      (past.length ? ", och " + past.length + " i dokument som inte gäller längre" : "") + (isCrisis ? ". Hjälp nu står först." : ""));
  }

  function failed() {
    const shown = () => {
      box.body.textContent = box.chips.textContent = "";
      place(box.first, [helpCard("")]);
      box.body.appendChild(make("p", {}, "Sökningen går inte att hämta just nu. Du kan leta i listan i stället:"));
      box.body.appendChild(ways());
      say("Sökningen går inte att hämta just nu.");
    };
    return loaded && loaded.cards ? loaded.cards.then(shown) : shown();
  }

  // Whoever came by the key can turn it off (WCAG 2.1.4). Nothing is stored, so the choice is for this page.
  function addKeySwitch(toggle) {
    box.keySwitch = make("button", { type: "button", "aria-pressed": "false" }, "Stäng av tangenten / på den här sidan");
    box.keySwitch.addEventListener("click", () => box.keySwitch.setAttribute("aria-pressed", String(toggle())));
    box.dialog.querySelector(".search__head").appendChild(box.keySwitch);
  }

  // `toggleKey` is given when the key opened the box: it turns the key off or on, and tells whether it is off.
  function open(from, by, toggleKey) {
    base = from;
    if (!box) build();
    if (toggleKey && !box.keySwitch) addKeySwitch(toggleKey);
    if (box.dialog.hasAttribute("open")) return box.input.focus();
    opener = by || document.activeElement;
    if (box.native) box.dialog.showModal();
    else box.dialog.setAttribute("open", "");
    box.input.focus();
    load().then(() => { if (box.last) show(box.input.value); }, failed);
  }

  function shut() {
    if (!box.dialog.hasAttribute("open")) return;
    if (box.native) box.dialog.close();
    else box.dialog.removeAttribute("open");
    box.input.value = "";
    show("");
    if (opener && opener.focus) opener.focus();
  }

  window.siteSearch = { open, makeEngine, load(from) { base = from; return load(); } };
})();
