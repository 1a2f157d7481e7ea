import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

/// `undersigned member codes`: an organiser makes codes for members, on a machine of their own.
struct MemberCodesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codes",
        abstract: "Make codes that let members in, and the file of their hashes to hand to the issuer.",
        discussion: """
            undersigned member codes --count 312 --out codes.txt

            Give one code of codes.txt to each member, by hand or letter, and delete the file. Hand codes.txt.hashes to \
            whoever issues the tokens, for undersigned issuer invite (or undersigned petition invite, where the site \
            issues them). From a hash nobody finds the code. Don't write down who got which.
            """
    )

    static let mostCodes = 100_000

    @Option(help: "How many, one for each member.") var count: Int
    @Option(help: "The file of codes, to be made; their hashes go into a second one beside it, FILE.hashes.")
    var out: String

    func run() throws {
        guard (1...Self.mostCodes).contains(count) else {
            throw stop(2, "--count: write a number from 1 to \(Self.mostCodes)")
        }
        let hashesFile = out + ".hashes"
        for path in [out, hashesFile] where FileManager.default.fileExists(atPath: path) {
            throw stop(2, "\(path) exists; nothing is written over it")
        }
        let codes = (0..<count).map { _ in
            MemberVoucher(bytes: Ambient.system.randomBytes(MemberVoucher.byteCount))
        }
        // In an order of their own: a place in the list leads from a code that was used to nobody who was given one.
        let hashes = codes.map { Hexadecimal.encode($0.hash) }.sorted()
        try MemberFile.write(codes.map { $0.text + "\n" }.joined(), to: out)
        try MemberFile.write(hashes.map { $0 + "\n" }.joined(), to: hashesFile)
        print("\(out) holds \(count) codes: give each member one, then delete it.")
        print("\(hashesFile) holds their hashes: hand it to whoever issues the tokens.")
    }
}

/// A file of hashes of members' codes: lower-case hexadecimal, one a line.
enum MemberCodesFile {
    /// - Throws: `ExitCode(2)` after saying what is wrong with it.
    static func hashes(in path: String) throws -> [Data] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {  // absent, or no text
            throw stop(2, "\(path) does not exist or can't be read")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        guard (1...MemberCodesCommand.mostCodes).contains(lines.count) else {
            throw stop(2, "\(path) holds \(lines.count) lines; 1 to \(MemberCodesCommand.mostCodes) are read at a time")
        }
        return try lines.enumerated().map { place, line in
            guard let hash = Hexadecimal.decode(String(line)), hash.count == 32 else {
                throw stop(
                    2,
                    "\(path), line \(place + 1): this is no hash. Give the file whose name ends in .hashes, not the codes"
                )
            }
            return Data(hash)
        }
    }
}
