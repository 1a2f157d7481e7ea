package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Stores what signatories chose to show: what is shown at once, and what waits for somebody to look at it.
    ///
    /// The list orders by day and, within it, by chance: never by index or minute.
    package func saveDisplays(
        _ displays: [(signatureID: Int64, place: PublicNameHandle, display: ChosenDisplay)],
        in petitionID: Int64
    ) throws {
        let rows: [Query] = displays.compactMap { id, place, display in
            guard display.extent != .none else { return nil }
            let comment = display.extent == .all ? display.comment : nil
            return "\(petitionID), \(place.day.seconds), \(place.shuffle), \(id), \(display.name), \(comment)"
        }
        try insert(rows, "INSERT INTO public_name (petition_id, day, shuffle, signature_id, name, comment) VALUES (")
        for (id, place, display) in displays { try saveCase(of: display, id, place, in: petitionID) }
    }

    private func saveCase(
        of display: ChosenDisplay,
        _ signatureID: Int64,
        _ place: PublicNameHandle,
        in petitionID: Int64
    ) throws {
        guard let rule = display.rule else { return }
        try execute(
            """
            INSERT INTO display_case (petition_id, signature_id, day, shuffle, name, comment, extent, is_waiting, rule,
                reports, since, batch, is_told)
            VALUES (\(petitionID), \(signatureID), \(place.day.seconds), \(place.shuffle), \(display.name),
                \(display.comment), \(display.extent.rawValue), 1, \(rule.rawValue), 0, \(place.day.seconds), 0, 0)
            ON CONFLICT (petition_id, signature_id) DO NOTHING
            """
        )
    }

    /// Public names from a place on, newest day first.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - place: The name before the first one; nil for the beginning.
    ///   - limit: How many at most.
    /// - Returns: Nil for a name that a damaged row does not give.
    /// - Throws: A fault of the database.
    package func publicNames(
        in petitionID: Int64,
        after place: PublicNameHandle? = nil,
        limit: Int
    ) throws -> [PublicName?] {
        let (day, shuffle) = (place?.day.seconds ?? .max, place?.shuffle ?? .max)
        return try rows(
            """
            SELECT day, shuffle, name, comment FROM public_name
            WHERE petition_id = \(petitionID) AND (day, shuffle) < (\(day), \(shuffle))
            ORDER BY day DESC, shuffle DESC, signature_id DESC LIMIT \(limit)
            """
        ).map(PublicName.init(reading:))
    }

    /// The same before a place, in the same order.
    package func publicNames(in petitionID: Int64, before place: PublicNameHandle, limit: Int) throws -> [PublicName?] {
        try rows(
            """
            SELECT day, shuffle, name, comment FROM public_name
            WHERE petition_id = \(petitionID) AND (day, shuffle) > (\(place.day.seconds), \(place.shuffle))
            ORDER BY day, shuffle, signature_id LIMIT \(limit)
            """
        ).reversed().map(PublicName.init(reading:))
    }

    /// How many names are public, up to a limit: a look at more would grow with the petition.
    package func publicNameCount(in petitionID: Int64, upTo limit: Int) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM (
                SELECT signature_id FROM public_name WHERE petition_id = \(petitionID) LIMIT \(limit)
            ) AS listed
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// How many names stand at a place and before it, up to a limit.
    package func publicNameRank(of place: PublicNameHandle, in petitionID: Int64, upTo limit: Int) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM (
                SELECT signature_id FROM public_name
                WHERE petition_id = \(petitionID) AND (day, shuffle) >= (\(place.day.seconds), \(place.shuffle))
                LIMIT \(limit)
            ) AS listed
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// Whether any name is shown, or kept to be looked at.
    package func hasDisplays(in petitionID: Int64) throws -> Bool {
        let looks: [Query] = [
            "SELECT 1 AS found FROM public_name WHERE petition_id = \(petitionID) LIMIT 1",
            "SELECT 1 AS found FROM display_case WHERE petition_id = \(petitionID) LIMIT 1",
        ]
        return try looks.contains { try row($0) != nil }
    }

    /// Gives what is shown of a petition, and the cases about it, another day and other places within it.
    ///
    /// Written anew in the new order: the rows' own order would tell the old one.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - day: The new day.
    ///   - shuffle: The new place, by the number of a signature.
    /// - Throws: A fault of the database.
    package func moveDisplays(in petitionID: Int64, to day: Moment, shuffle: (Int64) -> Int64) throws {
        let shown = try rows("SELECT signature_id, name, comment FROM public_name WHERE petition_id = \(petitionID)")
            .map { row in
                let id = try row.integer("signature_id")
                return (
                    id: id, place: shuffle(id), name: try row.text("name"), comment: try row.optionalText("comment")
                )
            }
        try execute("DELETE FROM public_name WHERE petition_id = \(petitionID)")
        let moved = shown.sorted { $0.place < $1.place }.map { name -> Query in
            "\(petitionID), \(day.seconds), \(name.place), \(name.id), \(name.name), \(name.comment)"
        }
        try insert(moved, "INSERT INTO public_name (petition_id, day, shuffle, signature_id, name, comment) VALUES (")
        let cases = try rows("SELECT signature_id FROM display_case WHERE petition_id = \(petitionID)")
        for id in try cases.map({ try $0.integer("signature_id") }) {
            try execute(
                """
                UPDATE display_case SET day = \(day.seconds), shuffle = \(shuffle(id))
                WHERE petition_id = \(petitionID) AND signature_id = \(id)
                """
            )
        }
    }

    /// Deletes all names and comments of a petition, shown or not, some thousand rows at a time; gives how many.
    package func deleteDisplays(of petitionID: Int64, limit: Int) throws -> Int {
        let names = try rows(
            """
            DELETE FROM public_name WHERE petition_id = \(petitionID) AND signature_id IN (
                SELECT signature_id FROM public_name WHERE petition_id = \(petitionID) LIMIT \(limit)
            ) RETURNING signature_id
            """
        ).count
        return try names + deleteDisplayTexts(of: petitionID, limit: limit)
    }

    /// The next names of those who are counted among a log's first entries, in the order of the list.
    ///
    /// - Parameters:
    ///   - place: Where the last ones ended; nil at first.
    ///   - size: How many entries of the log are looked at.
    ///   - petitionID: The petition.
    ///   - limit: How many at most.
    /// - Returns: Names, and the place of the last one; nil where none is left.
    /// - Throws: A fault of the database.
    package func publicNames(
        after place: PublicNamePlace?,
        countedWithin size: UInt64,
        of petitionID: Int64,
        limit: Int
    ) throws -> (names: [String], place: PublicNamePlace?) {
        let place = place ?? PublicNamePlace(day: .min, shuffle: .min, signatureID: .min)
        let rows = try rows(
            """
            SELECT n.day, n.shuffle, n.signature_id, n.name FROM public_name n
            JOIN signature s ON s.petition_id = n.petition_id AND s.id = n.signature_id
            WHERE n.petition_id = \(petitionID) AND s.state = 'counted' AND s.position < \(Int64(size))
                AND (n.day, n.shuffle, n.signature_id) > (\(place.day), \(place.shuffle), \(place.signatureID))
            ORDER BY n.day, n.shuffle, n.signature_id LIMIT \(limit)
            """
        )
        let last = try rows.last.map { row in
            PublicNamePlace(
                day: try row.integer("day"),
                shuffle: try row.integer("shuffle"),
                signatureID: try row.integer("signature_id")
            )
        }
        return (try rows.map { try $0.text("name") }, last)
    }
}

/// Where a name stands in the list of public names: for reading on from there.
package struct PublicNamePlace: Hashable, Sendable {
    let day: Int64
    let shuffle: Int64
    let signatureID: Int64
}
