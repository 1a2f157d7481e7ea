import ArgumentParser

/// `undersigned bench`: load for a site on this machine.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Put a site on this machine under load, and check every number.",
        subcommands: [BenchReplayCommand.self]
    )
}
