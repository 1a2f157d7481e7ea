import ArgumentParser
import UndersignedApp
import UndersignedCore

/// `undersigned signature find|invalidate|cancel|corrections`: removals by rule, in public.
struct SignatureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signature",
        abstract: "Take signatures that break a rule of counting out of the count, in public.",
        subcommands: [Find.self, Invalidate.self, Cancel.self, List.self]
    )

    /// What to look for.
    struct RuleOptions: ParsableArguments {
        @Option(help: "Came through the link of this partner (?p=…).") var source: String?
        @Option(help: "Domain of the mailbox; * and ? as wildcards: ‘*.example.org’.") var domain: String?
        @Option(help: "Counted in this hour or later: 2026-11-20T14Z.") var from: String?
        @Option(help: "Counted before this hour.") var until: String?
        @Option(help: "Name as typed; * and ? as wildcards.") var name: String?

        func rule() throws -> CorrectionRule {
            CorrectionRule(
                source: source,
                domain: try pattern(domain, "--domain"),
                from: try hour(from, "--from"),
                until: try hour(until, "--until"),
                name: try pattern(name, "--name")
            )
        }

        private func pattern(_ text: String?, _ option: String) throws -> WildcardPattern? {
            guard let text else { return nil }
            guard let pattern = WildcardPattern(text) else { throw stop(2, "\(option): write 1 to 200 characters") }
            return pattern
        }

        private func hour(_ text: String?, _ option: String) throws -> Moment? {
            guard let text else { return nil }
            guard let date = CalendarDate(text) else { throw stop(2, "\(option): write 2026-11-20 or 2026-11-20T14Z") }
            return date.moment.hour
        }
    }

    /// Shows how many.
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how many signatures a rule finds and in which hours; changes nothing.",
            discussion: "undersigned signature find --data ./data save-the-library --domain '*.example.org'"
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @OptionGroup var rule: RuleOptions

        func run() async throws {
            try await options.operate(.preview(try named(slug), try rule.rule()))
        }
    }

    /// Takes them out.
    struct Invalidate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take out what a rule finds. A note in the log says why; it can't be undone.",
            discussion: """
                undersigned signature invalidate --data ./data save-the-library --domain 'mail.example.org' \
                --rule throwaway-mailboxes --reason "Mailboxes that anyone can open."
                """
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @OptionGroup var rule: RuleOptions
        @Option(name: .customLong("rule"), help: "A short public name: each removal says invalid:NAME.")
        var ruleName: String
        @Option(help: "Why, for the public.") var reason: String
        @Option(help: "For more than 1 % of the count: the petition's name once more.") var confirm: String?

        func run() async throws {
            let order = CorrectionOrder(
                rule: try rule.rule(),
                name: ruleName,
                reason: reason,
                approval: .shell(typed: confirm)
            )
            try await options.operate(.correct(try named(slug), order))
        }
    }

    /// Stops a running one.
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop a running removal; what is gone stays gone.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Argument(help: "Its number.") var id: Int64

        func run() async throws {
            try await options.operate(.cancelCorrection(try named(slug), id: id))
        }
    }

    /// Prints them all.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "corrections",
            abstract: "List a petition's removals by rule: number, state, how many, rule."
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            try await options.operate(.listCorrections(try named(slug)))
        }
    }
}
