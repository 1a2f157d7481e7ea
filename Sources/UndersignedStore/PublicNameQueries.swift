package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Publishes a name.
    ///
    /// The list orders by day and, within it, by chance: never by index or minute.
    package func savePublicName(
        _ name: String,
        of signatureID: Int64,
        day: Moment,
        shuffle: Int64,
        in petitionID: Int64
    ) throws {
        try execute(
            """
            INSERT INTO public_name (petition_id, day, shuffle, signature_id, name)
            VALUES (\(petitionID), \(day.seconds), \(shuffle), \(signatureID), \(name))
            """
        )
    }

    /// A page of public names, newest day first; nil for one that a damaged row does not give.
    package func publicNames(in petitionID: Int64, limit: Int, offset: Int) throws -> [String?] {
        try rows(
            """
            SELECT name FROM public_name WHERE petition_id = \(petitionID)
            ORDER BY day DESC, shuffle LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            do {
                return try row.text("name")
            } catch DatabaseFailure.unexpectedShape {
                return nil
            }
        }
    }

    /// How many names are public.
    package func publicNameCount(in petitionID: Int64) throws -> Int {
        Int(try row("SELECT COUNT(*) AS n FROM public_name WHERE petition_id = \(petitionID)")?.integer("n") ?? 0)
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
