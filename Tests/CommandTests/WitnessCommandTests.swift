import Foundation
import Testing
import TransparencyLog
import UndersignedTestSupport

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// `undersigned witness` as its operator meets it, and as a kill leaves it.
@Suite struct WitnessCommandTests {
    let folder: URL
    let log: WitnessedLog

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "witness-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        log = try WitnessedLog()
    }

    private func run(_ arguments: String...) throws -> BuiltProgram {
        try BuiltProgram(["witness"] + arguments, in: folder)
    }

    private func make() throws -> NoteVerifierKey {
        let made = try run("init", "--data", "w", "--name", "witness.example.org")
        #expect(made.status == 0, "\(made.errors)")
        #expect(
            try run("add", "--data", "w", "\(log.key.verifierKey)").output.contains("watching petitions.example.org")
        )
        return try NoteVerifierKey(made.output.trimmingCharacters(in: .newlines))
    }

    private func start() throws -> (program: RunningProgram, base: String) {
        let program = try RunningProgram(["witness", "--data", "w", "--listen", "127.0.0.1:0"], in: folder)
        let line = try program.waitForError(containing: "witnessing")
        return (program, String(line.split(separator: " ").last ?? ""))
    }

    /// The status of an answer, 0 where there is none.
    private func send(_ body: [UInt8], to base: String) async throws -> (status: Int, text: String) {
        var request = URLRequest(url: try #require(URL(string: base + "/add-checkpoint")))
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
        } catch is URLError {
            return (0, "")
        }
    }

    @Test func `a witness is made once, by a step of its own`() throws {
        #expect(try run("--data", "w").status == 2)
        let key = try make()
        #expect(key.algorithm == .cosignature && key.name == "witness.example.org")
        let file = folder.appending(path: "w/witness.key").path
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        let again = try run("init", "--data", "w", "--name", "other.example.org")
        #expect(again.status == 2 && again.errors.contains("holds a witness already"))
        #expect(try run("init", "--data", "v", "--name", "a name").errors.contains("--name: use an address"))
        #expect(try run("add", "--data", "w", "\(key)").errors.contains("the key of a witness"))
        #expect(try run("show", "--data", "w").output.contains("nothing yet"))
    }

    @Test func `a key without its record is not used, and a second process is refused`() async throws {
        _ = try make()
        let (program, _) = try start()
        #expect(try run("show", "--data", "w").status == 4)
        #expect(program.end() == 0)
        for name in ["witness.sqlite", "witness.sqlite-wal", "witness.sqlite-shm"] {
            let file = folder.appending(path: "w/\(name)")
            if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
        }
        let refused = try run("--data", "w", "--listen", "127.0.0.1:0")
        #expect(refused.status == 2 && refused.errors.contains("make a new witness"))
    }

    // Killed at whatever moment of checking, storing and answering: what was answered is never forgotten.
    @Test func `kill -9 under load loses no cosigned state`() async throws {
        let key = try make()
        var answered = 0
        for _ in 0..<12 {
            let (program, base) = try start()
            let killer = DispatchWorkItem { kill(program.identifier, SIGKILL) }
            // The state at the start: what was answered, or one further, whose answer was lost.
            let probe = try await send(log.request(from: 199, to: 199), to: base)
            var size = try #require(probe.status == 409 ? Int(probe.text.dropLast()) : nil)
            #expect(size == answered || size == answered + 1, "\(probe)")
            answered = size
            let moment = DispatchTime.now() + .milliseconds(Int.random(in: 1...150))
            DispatchQueue.global().asyncAfter(deadline: moment, execute: killer)
            while size < 190 {
                let answer = try await send(log.request(from: size, to: size + 1), to: base)
                guard answer.status == 200 else { break }
                let line = try Cosignature(NoteSignature(parsing: String(answer.text.dropLast())))
                #expect(try line.isValid(for: log.checkpoint(size + 1), key: key))
                size += 1
                answered = size
            }
            program.end()
            guard size < 190 else { break }
        }
        #expect(answered > 1)
    }
}
