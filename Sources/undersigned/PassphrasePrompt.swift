import ArgumentParser
import Foundation
import UndersignedCore

/// Asks for a passphrase: on a terminal without showing it, else from a line of standard input.
struct PassphrasePrompt {
    /// An existing one.
    ///
    /// - Throws: The exit code to end with.
    func existing(of file: String) throws -> String {
        try ask("Passphrase of \(file): ")
    }

    /// A new one, typed twice where somebody types.
    ///
    /// - Throws: The exit code to end with.
    func new() throws -> String {
        let typed = try ask("A new passphrase, at least \(Passphrase.leastCount) characters: ")
        do {
            _ = try Passphrase(typed, known: [])
        } catch {
            switch error {
            case .tooShort(let limit): throw stop(2, "the passphrase is too short: at least \(limit) characters")
            case .tooLong(let limit): throw stop(2, "the passphrase is too long: at most \(limit) characters")
            case .guessable: throw stop(2, "everybody who guesses tries this passphrase first; choose another one")
            }
        }
        if isTerminal, try ask("The same once more: ") != typed { throw stop(2, "the two are not the same") }
        return typed
    }

    private var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    private func ask(_ question: String) throws -> String {
        guard isTerminal else { return try line() }
        FileHandle.standardError.write(Data(question.utf8))
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { throw stop(1, "the terminal can't hide what is typed") }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return try line()
    }

    private func line() throws -> String {
        guard let line = readLine(), !line.isEmpty else { throw stop(2, "no passphrase was given") }
        return line
    }
}
