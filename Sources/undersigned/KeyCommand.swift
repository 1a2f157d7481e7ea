import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

/// `undersigned key new|show|destroy`: the key of an organisation, on its own machine.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract:
            "Make the key to which contact data is sealed: a partner's, or a petition's. It never leaves this machine.",
        discussion: """
            undersigned key new --out readers-union.key --paper readers-union.txt

            Give the line "public key" to whoever runs the campaign, and compare the words over the telephone. With the \
            key of a petition's organiser the petition is sealed: its server can't open contact data.
            """,
        subcommands: [New.self, Show.self, Destroy.self]
    )

    /// Makes a pair.
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a key pair and seal it under a passphrase.")
        @Option(help: "The file to make.") var out: String
        @Option(help: "Also write a copy to print: the private key as it is. Print it, then delete the file.")
        var paper: String?
        @Option(name: .customLong("from-paper"), help: "Make the file anew of a printed copy that was typed in.")
        var fromPaper: String?

        func run() throws {
            for path in [out, paper].compactMap(\.self) where FileManager.default.fileExists(atPath: path) {
                throw stop(2, "\(path) exists; nothing is written over it")
            }
            guard paper.map({ URL(filePath: $0).standardizedFileURL }) != URL(filePath: out).standardizedFileURL else {
                throw stop(2, "--paper: the printed copy needs a file of its own")
            }
            let key = try fromPaper.map(Self.read) ?? Self.made()
            let passphrase = try PassphrasePrompt().new()
            let file = try PrivateKeyFile(key, passphrase: passphrase, randomBytes: Ambient.system.randomBytes)
            let now = Moment(seconds: Int64(Date().timeIntervalSince1970))
            let printed = PaperKey(key, day: CalendarDate(now).dayText)
            // Both are written before one of them has its name: a path that does not work leaves no key without its copy.
            let places = try [(out, file.text)].map(begin) + (paper.map { [($0, printed.text)] } ?? []).map(begin)
            for place in places { try finish(place) }
            if let paper {
                print("\(paper) holds the private key as it is: print it, keep it locked up, and delete the file.")
            }
            print(KeyCommand.words(key.publicKey))
        }

        private static func made() throws -> CustodyPrivateKey {
            guard let key = CustodyPrivateKey(bytes: Ambient.system.randomBytes(32)) else {
                throw stop(1, "no key was made")
            }
            return key
        }

        private static func read(_ path: String) throws -> CustodyPrivateKey {
            do {
                return try PaperKey.read(try KeyCommand.text(of: path))
            } catch PaperKey.Refusal.misread(let line) {
                throw stop(2, "--from-paper: line \(line) of the digits was not typed as it is printed")
            } catch PaperKey.Refusal.malformed {
                throw stop(2, "--from-paper: \(path) has not the four lines of digits of a printed key")
            }
        }

        private func begin(_ path: String, _ text: String) throws -> (path: String, file: NewFile) {
            try named(path) {
                let file = try NewFile(path)
                try file.write(text.utf8)
                return (path, file)
            }
        }

        private func finish(_ place: (path: String, file: NewFile)) throws {
            try named(place.path) { try place.file.finish() }
        }

        private func named<Value>(_ path: String, _ step: () throws -> Value) throws -> Value {
            do {
                return try step()
            } catch is NewFile.Taken {
                throw stop(2, "\(path) exists; nothing is written over it")
            } catch let failure as DurableFile.Failure {
                throw stop(1, "\(path) can't be written: \(failure.reason) (\(failure.step))")
            }
        }
    }

    /// Prints the public half.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the public key and its fingerprint in words.")
        @Argument(help: "The key file.") var file: String

        func run() throws {
            print(KeyCommand.words(try KeyCommand.keyFile(file).publicKey))
        }
    }

    /// Deletes a key for good.
    struct Destroy: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Destroy a key file: what was sealed to it can't be read any more, except with a printed copy."
        )
        @Argument(help: "The key file.") var file: String
        @Option(help: "The first word of its fingerprint, to say that it is meant.") var confirm: String

        func run() throws {
            let key = try KeyCommand.keyFile(file).publicKey
            guard key.fingerprint.hasPrefix(confirm + " ") else {
                throw stop(2, "--confirm: give the first word of the fingerprint; see undersigned key show \(file)")
            }
            do {
                // A file system may keep the old blocks all the same: the passphrase is what is left then.
                try DurableFile.shred(URL(filePath: file).absoluteURL)
            } catch let failure as DurableFile.Failure {
                throw stop(1, "\(file) can't be destroyed: \(failure.reason) (\(failure.step))")
            }
            print("\(file) is destroyed. A printed copy, and copies of the file elsewhere, are not.")
        }
    }

    /// A key file that reads.
    static func keyFile(_ path: String) throws -> PrivateKeyFile {
        do {
            return try PrivateKeyFile(text(of: path))
        } catch is PrivateKeyFile.Refusal {
            throw stop(2, "\(path) is no key file of undersigned key new")
        }
    }

    private static func text(of path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {  // whatever is in the way
            throw stop(2, "\(path) does not exist or does not read as text")
        }
        return text
    }

    private static func words(_ key: CustodyPublicKey) -> String {
        "public key:  \(key.text)\nin words:    \(key.fingerprint)"
    }
}
