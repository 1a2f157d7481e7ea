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
}
