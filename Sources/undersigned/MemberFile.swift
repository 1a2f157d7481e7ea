import ArgumentParser
import Foundation
import MemberTokens
import UndersignedApp

/// A member's file on disk.
enum MemberFile {
    /// A file that may not be there yet.
    ///
    /// - Throws: The exit code to end with, for a file that is there and does not read.
    static func existing(_ path: String) throws -> KeptFile? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw stop(2, "\(path) can't be read") }
        let file: KeptFile
        do {
            file = try KeptFile(Array(bytes))
        } catch {
            throw stop(2, "\(path) is no file of a member's request or token, or was changed")
        }
        return file
    }

    /// Writes a file that was not there: of mode 0600, whole, and on the disk when this returns.
    ///
    /// - Parameters:
    ///   - text: What is in it.
    ///   - path: Where.
    ///   - code: What to end with where that is no place for a file: 2 until something was sent.
    /// - Throws: The exit code to end with.
    static func write(_ text: String, to path: String, orEndWith code: Int32 = 2) throws {
        do {
            let file = try NewFile(path)
            try file.write(text.utf8)
            try file.finish()
        } catch is NewFile.Taken {
            throw stop(2, "\(path) exists; nothing is written over it")
        } catch let failure as DurableFile.Failure {
            throw stop(code, "\(path) can't be written: \(failure.reason) (\(failure.step))")
        }
    }

    /// Overwrites and deletes a request whose token is there.
    ///
    /// - Throws: The exit code to end with.
    static func destroy(_ path: String) throws {
        do {
            try DurableFile.shred(URL(filePath: path).absoluteURL)
        } catch let failure as DurableFile.Failure {
            throw stop(1, "delete \(path) yourself, it can't be deleted here: \(failure.reason) (\(failure.step))")
        }
    }
}

/// What a person types, a line at a time.
enum TypedLine {
    /// - Returns: The line without white space around it; nil when nothing comes any more.
    static func ask(_ question: String) -> String? {
        if isatty(STDIN_FILENO) == 1 { FileHandle.standardError.write(Data(question.utf8)) }
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }
}
