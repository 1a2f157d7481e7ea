import ArgumentParser
import Foundation

/// The program: petitions and open letters whose count anyone can check.
@main
struct Undersigned: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undersigned",
        abstract: "Petitions and open letters. Anyone can check the count. Nobody can unmask the signers.",
        discussion: """
            undersigned serve --data ./data --listen 127.0.0.1:8080

            Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 verification failed, 4 locked, \
            5 dependency unavailable, 75 try again.
            """,
        subcommands: [
            ServeCommand.self, PetitionCommand.self, CampaignCommand.self, VerifyCommand.self, ReceiptCommand.self,
            SignatureCommand.self, MemberCommand.self, PaperCommand.self, TargetCommand.self, DeliverCommand.self,
            KeyCommand.self,
            ExportCommand.self, BouncesCommand.self, EvidenceCommand.self,
            WitnessCommand.self, IssuerCommand.self,
            BackupCommand.self, RestoreCommand.self, VerifyBackupCommand.self, MigrateCommand.self, DemoCommand.self,
            BenchCommand.self, DoctorCommand.self, AdminCommand.self, PrivacyCommand.self, IncidentCommand.self,
        ]
    )

    /// Wrong usage exits 2 here, where the argument parser would exit 64 (C-04).
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(2)
        }
    }
}
