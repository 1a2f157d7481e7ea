package import UndersignedCore

/// Which sentence says what is wrong with a field.
package enum ErrorWords {
    /// The catalogue's key for a problem: `error.<field>.<reason>`.
    package static func key(for problem: SignatureDraft.Problem) -> String {
        "error.\(problem.field.rawValue).\(problem.reason.word)"
    }

    /// The sentence; a general one for a pair of field and reason that no form can have.
    package static func message(for problem: SignatureDraft.Problem, in words: Words) -> String {
        let key = key(for: problem)
        guard words.catalogue.has(key) else { return words.text("error.any") }
        guard case .tooLong(let limit) = problem.reason else { return words.text(key) }
        return words.text(key, ["limit": words.number(limit)])
    }
}
