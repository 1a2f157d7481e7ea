/// What of a member is shown beside a signature: each step shows what the one before it does, and one thing more.
package struct MemberDisplay: Hashable, Sendable {
    /// How much is shown, least first.
    package enum Extent: String, CaseIterable, Hashable, Sendable {
        case nothing, role, team, name
    }

    /// Why it can't be shown as it was typed.
    package enum Problem: Error, Hashable, Sendable {
        /// Said to be shown, and empty.
        case missing(Extent)
        case text(Extent, PlainText.Problem)
    }

    package static let nothing = MemberDisplay(.nothing)

    package var extent: Extent
    /// As typed.
    package var role: String
    package var team: String
    package var name: String

    package init(_ extent: Extent, role: String = "", team: String = "", name: String = "") {
        (self.extent, self.role, self.team, self.name) = (extent, role, team, name)
    }

    /// What is shown, in one line: `Ada Example, Nurse, Ward 3`.
    ///
    /// Role and team may be left out where the step shows more than them; what the step does not show is not looked at.
    ///
    /// - Returns: Nil where nothing is shown.
    /// - Throws: The first problem.
    package func text() throws(Problem) -> String? {
        guard extent != .nothing else { return nil }
        var parts: [String] = []
        for (step, typed) in [(Extent.name, name), (.role, role), (.team, team)] where shows(step) {
            guard typed.contains(where: { !$0.isWhitespace }) else {
                if step == extent { throw .missing(step) }
                continue
            }
            do throws(PlainText.Problem) {
                parts.append(try PlainText.line(typed, limit: PlainText.nameLimit, marks: PersonName.markLimit))
            } catch {
                throw .text(step, error)
            }
        }
        return parts.joined(separator: ", ")
    }

    private func shows(_ step: Extent) -> Bool {
        let steps = Extent.allCases
        return steps.firstIndex(of: step) ?? .max <= steps.firstIndex(of: extent) ?? 0
    }
}
