import ArgumentParser
import UndersignedApp
import UndersignedCore

/// `undersigned bounces secret`.
struct BouncesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounces",
        abstract: "Let a mail server report mails that came back.",
        subcommands: [Secret.self]
    )

    /// Makes the secret, or prints the one that is there.
    ///
    /// Needs the keys folder alone, so the server may go on running; it knows the secret from the next report on.
    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the header with the hook's secret; the first time it is made.",
            discussion: """
                undersigned bounces secret --data ./data > /etc/undersigned/bounces.header

                To replace the secret, delete bounces.key in the keys folder and run this again.
                """
        )

        @OptionGroup var options: DataOptions

        func run() async throws {
            let configuration = try await options.configuration()
            do {
                let keys = try KeyFolder(path: configuration.keys)
                _ = try keys.instanceSecret("bounces.key", ambient: .system)
                guard let secret = try keys.storedSecret("bounces.key") else {
                    throw stop(1, "bounces.key could not be made; check the permissions of \(configuration.keys)")
                }
                print("Authorization: Bearer \(String(decoding: StrictBase64.encode(secret), as: UTF8.self))")
            } catch let fault as KeyFolder.Unreadable {
                throw stop(2, "keys: \(fault.logWords); delete it to make another secret")
            } catch let exit as ExitCode {
                throw exit
            } catch {
                throw stop(2, "keys: the folder \(configuration.keys) can't be used; check its permissions")
            }
        }
    }
}
