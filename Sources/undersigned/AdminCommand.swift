import ArgumentParser
import UndersignedCore

/// `undersigned admin create|reset-password|reset-2fa|list`: the people who run campaigns.
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Make the first account, or help somebody who lost a passphrase or a device.",
        discussion: "undersigned admin create --data ./data dana@example.org --base-url https://petitions.example.org",
        subcommands: [Create.self, ResetPassword.self, ResetCodes.self, List.self]
    )

    /// Makes an owner.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account that may do everything, and print the one-time address that sets it up."
        )
        @OptionGroup var options: DataOptions
        @Argument(help: "The person's mail address.") var address: String
        @Option(help: "The person's name; else it is asked for at the set-up.") var name = ""

        func run() async throws {
            try await options.operate(.createAdmin(address: address, name: name), mayBeNew: true)
        }
    }

    /// For a lost passphrase.
    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password",
            abstract: "Print a one-time address to choose a new passphrase; the device's codes stay."
        )
        @OptionGroup var options: DataOptions
        @Argument(help: "The account's address.") var address: String

        func run() async throws {
            try await options.operate(.resetAdmin(address: address, purpose: .passphrase))
        }
    }

    /// For a lost device.
    struct ResetCodes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-2fa",
            abstract: "Print a one-time address to set up codes on a new device; the passphrase stays."
        )
        @OptionGroup var options: DataOptions
        @Argument(help: "The account's address.") var address: String

        func run() async throws {
            try await options.operate(.resetAdmin(address: address, purpose: .codes))
        }
    }

    /// Prints the accounts.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts, their states and roles.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.operate(.listAdmins)
        }
    }
}
