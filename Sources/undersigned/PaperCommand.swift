import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

/// `undersigned paper add|remove|list|scan`: signatures on paper, a class of their own.
struct PaperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper",
        abstract: "Enter sheets that people signed on paper; always counted apart from those confirmed by mail.",
        subcommands: [Add.self, Remove.self, List.self, Scan.self]
    )

    /// Enters a sheet.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a scanned sheet: its hash and the number of its lines go into the log.",
            discussion: "undersigned paper add --data ./data save-the-library --scan sheet-17.pdf --lines 22"
        )

        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Option(help: "The scanned file. Only its SHA-256 becomes public.") var scan: String
        @Option(help: "How many signatures a person counted on it.") var lines: Int
        @Flag(help: "Keep the scan, sealed to the custody key, until contact data is deleted. Default: not kept.")
        var keep = false

        func run() async throws {
            guard let content = FileManager.default.contents(atPath: scan) else {
                throw stop(2, "--scan: the file \(scan) can't be read")
            }
            guard content.count <= PaperSheets.scanLimitBytes else {
                throw stop(2, PaperSheets.Refusal.scanTooLarge.words)
            }
            try await options.operate(.enterPaper(try named(slug), scan: content, lines: lines, keepsScan: keep))
        }
    }

    /// Takes a sheet out again.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a sheet out of the count, in public.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Argument(help: "SHA-256 of the scan, as list prints it.") var hash: String
        @Option(help: "The rule it breaks: stands in the log as invalid:RULE.") var rule: String

        func run() async throws {
            guard let bytes = Hexadecimal.decode(hash.lowercased()), bytes.count == 32 else {
                throw stop(2, "‘\(hash)’ is no SHA-256: write 64 hexadecimal digits, as paper list prints them")
            }
            try await options.operate(.takeOutPaper(try named(slug), hash: bytes, rule: rule))
        }
    }

    /// Prints the sheets.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a petition's sheets: state, lines, index, hash."
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            try await options.operate(.listPaper(try named(slug)))
        }
    }

    /// Opens a kept scan.
    struct Scan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a kept scan to a file. It holds people's names: the site must not be running meanwhile."
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Argument(help: "SHA-256 of the scan.") var hash: String
        @Option(help: "Where to write it; an existing file is not replaced.") var out: String

        func run() async throws {
            guard let bytes = Hexadecimal.decode(hash.lowercased()), bytes.count == 32 else {
                throw stop(2, "‘\(hash)’ is no SHA-256: write 64 hexadecimal digits, as paper list prints them")
            }
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            do {
                guard let scan = try await PaperSheets(site: assembly.site).scan(try named(slug), hash: bytes) else {
                    throw stop(1, "the scan was not kept, or was deleted")
                }
                try Data(scan).write(to: URL(filePath: out), options: .withoutOverwriting)
            } catch let refusal as PaperSheets.Refusal {
                throw stop(1, refusal.words)
            } catch PetitionKeys.Absent.heldByOrganiser {
                throw stop(1, "the scan is sealed to the organiser's key, which this server never has")
            } catch PetitionKeys.Absent.destroyed {
                throw stop(1, "the key that opens scans was destroyed on time, and the scans deleted")
            } catch let error as CocoaError {
                throw stop(1, "--out: \(out) can't be written: \(error.localizedDescription)")
            }
            print("\(out) written")
            try await assembly.close()
        }
    }
}

/// The slug that was typed.
///
/// - Throws: `ExitCode(2)` after saying how one is written.
func named(_ text: String) throws -> Slug {
    guard let slug = Slug(text) else { throw stop(2, "‘\(text)’ is no petition's name: use 1 to 64 of a-z, 0-9 and -") }
    return slug
}
