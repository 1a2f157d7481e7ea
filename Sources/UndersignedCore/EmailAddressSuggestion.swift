extension EmailProvider {
    /// The provider's domain that was probably meant; nil for every domain that is known to exist as it is.
    ///
    /// Linear in the domain: a name longer than any provider's is not compared.
    static func suggestion(for domain: String) -> String? {
        guard !isFree(domain), !knownOthers.contains(domain) else { return nil }
        guard let dot = domain.firstIndex(of: ".") else { return nil }
        if domain == "g.mail.com" { return "gmail.com" }
        var name = String(domain[..<dot])
        var suffix = String(domain[domain.index(after: dot)...])
        if suffix == "uk", name.hasSuffix("co") { (name, suffix) = (String(name.dropLast(2)), "co.uk") }
        guard name.utf8.count <= 14, suffix.utf8.count <= 8 else { return nil }
        guard let meant = families.first(where: { $0.isMeant(by: name) }) else { return nil }
        guard let ending = meant.ending(for: suffix, after: name) else { return nil }
        let candidate = "\(meant.name).\(ending)"
        return candidate == domain ? nil : candidate
    }

    /// A provider's name and the endings it has.
    private struct Family {
        let name: String
        let endings: [String]
        /// The most slips of a finger that still point here; 0 for short names, which are near other real ones.
        let slips: Int
        /// Slips in the first letter.
        var neighbours: [String] = []

        /// The real names nearest to a short one differ from it in the first letter, so there it has to stand, unless
        /// the first two swapped.
        func isMeant(by typed: String) -> Bool {
            if typed == name || neighbours.contains(typed) { return true }
            let (left, right) = (Array(typed.utf8), Array(name.utf8))
            guard slips > 0, abs(left.count - right.count) <= slips, left.count >= 4 else { return false }
            let distance = EmailProvider.distance(left, right)
            let startsAlike = left[0] == right[0] || left[0] == right[1] && left[1] == right[0]
            return startsAlike ? distance <= slips : distance <= 1 && right.count >= 7
        }

        func ending(for typed: String, after typedName: String) -> String? {
            if endings.contains(typed) { return typed }
            let meant = slippedEndings[typed] ?? typed
            if endings.contains(meant) { return meant }
            if meant == "co.uk", endings.contains("com") { return "com" }
            // A long name with one ending has no other country's; a short one, or one near it, has many owners.
            return endings.count == 1 && name.utf8.count >= 5 && typedName == name ? endings[0] : nil
        }
    }

    private static let families: [Family] = [
        Family(name: "gmail", endings: ["com"], slips: 1, neighbours: ["fmail", "hmail"]),
        Family(name: "googlemail", endings: ["com"], slips: 2),
        Family(name: "hotmail", endings: endings(of: "hotmail", in: microsoft), slips: 1),
        Family(name: "outlook", endings: endings(of: "outlook", in: microsoft), slips: 1),
        Family(name: "live", endings: endings(of: "live", in: microsoft), slips: 0),
        Family(name: "yahoo", endings: endings(of: "yahoo", in: yahoo), slips: 1, neighbours: ["tahoo", "uahoo"]),
        Family(name: "icloud", endings: ["com"], slips: 1),
        Family(name: "protonmail", endings: ["com", "ch"], slips: 2),
        Family(name: "btinternet", endings: ["com"], slips: 2),
        Family(name: "virginmedia", endings: ["com"], slips: 2),
        Family(name: "ntlworld", endings: ["com"], slips: 1),
        Family(name: "talktalk", endings: ["net"], slips: 1),
        Family(name: "comcast", endings: ["net"], slips: 1),
        Family(name: "wanadoo", endings: ["fr"], slips: 1),
        Family(name: "laposte", endings: ["net"], slips: 1),
        Family(name: "t-online", endings: ["de"], slips: 1),
        Family(name: "aol", endings: ["com", "de"], slips: 0),
        Family(name: "msn", endings: ["com"], slips: 0),
        Family(name: "me", endings: ["com"], slips: 0),
        Family(name: "mac", endings: ["com"], slips: 0),
        Family(name: "sky", endings: ["com"], slips: 0),
        Family(name: "gmx", endings: ["de", "net", "at", "ch", "com"], slips: 0),
    ]

    private static func endings(of name: String, in domains: Set<String>) -> [String] {
        domains.filter { $0.hasPrefix("\(name).") }.map { String($0.dropFirst(name.utf8.count + 1)) }.sorted()
    }

    private static let slippedEndings: [String: String] = {
        var endings: [String: String] = [:]
        let ofCom = """
            c ccom ckm clm cm cmo co coim coom coml com.com come comm comn con conm cok col cop cpm c0m cim cxom cvom \
            dom o ocm om on oom vom xom vcom xcom
            """
        let ofUK = """
            c.uk co.k co.ik co.u co.uj co.ul co.ukk co.um co.un co.uo co.yk conuk co.iuk coi.uk \
            co.ku cou.uk couk co.uk.com com.uk o.uk vo.uk xo.uk uk
            """
        for ending in ofCom.split(separator: " ") { endings[String(ending)] = "com" }
        for ending in ofUK.split(separator: " ") { endings[String(ending)] = "co.uk" }
        for typed in ["ent", "ney", "nt", "ner"] { endings[typed] = "net" }
        for typed in ["r", "ft", "rf"] { endings[typed] = "fr" }
        for typed in ["d", "ed", "dee"] { endings[typed] = "de" }
        return endings
    }()

    /// Real domains that look like slips, whose owners must not be asked again and again.
    private static let knownOthers: Set = [
        "gmail.ru", "grail.com", "hmail.com", "hotel.com", "hotels.com", "outlook.org",
        "gmx.co.uk", "gmx.fr", "gmx.es", "gmx.us", "gmx.eu", "gmx.info", "gmx.biz", "gmx.li", "gmx.org", "aol.fr",
        "aol.co.uk", "aol.it", "aol.jp", "msn.net", "wanadoo.es", "wanadoo.nl", "wanadoo.be",
        "wanadoo.co.uk", "t-online.hu", "comcast.com", "laposte.fr", "verizon.com",
    ]

    /// Damerau–Levenshtein distance (optimal string alignment): one for a lost, added, wrong or swapped letter.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...max(1, left.count) where !left.isEmpty {
            var current = [row]
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
