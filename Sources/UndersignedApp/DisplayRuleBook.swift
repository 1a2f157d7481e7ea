import Synchronization
import UndersignedCore

/// The rules of what is shown, made ready once for each list of words: a busy petition asks thousands of times a second.
final class DisplayRuleBook: Sendable {
    private static let limit = 64

    private let ready = Mutex<[PetitionSheet.Display: DisplayRules]>([:])

    /// What of a signature comes before the public.
    ///
    /// - Parameters:
    ///   - box: Of somebody who chose to be shown.
    ///   - sheet: The petition's.
    /// - Returns: Name and comment, and what holds them.
    func display(of box: SignatureBox, under sheet: PetitionSheet) -> ChosenDisplay {
        rules(sheet.display).display(of: box.organisation?.name ?? box.name, comment: box.comment)
    }

    /// What of a member comes before the public.
    ///
    /// - Parameters:
    ///   - line: Name, role and team as they are shown.
    ///   - sheet: The petition's.
    /// - Returns: The line, and what holds it.
    func display(of line: String, under sheet: PetitionSheet) -> ChosenDisplay {
        rules(sheet.display).display(of: line, comment: nil)
    }

    private func rules(_ display: PetitionSheet.Display?) -> DisplayRules {
        guard let display, !display.words.isEmpty else { return DisplayRules(display) }
        if let known = ready.withLock({ $0[display] }) { return known }
        let rules = DisplayRules(display)
        ready.withLock { ready in
            if ready.count >= Self.limit { ready.removeAll() }
            ready[display] = rules
        }
        return rules
    }
}
