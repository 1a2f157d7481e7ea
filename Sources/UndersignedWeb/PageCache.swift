import Synchronization
import UndersignedCore

/// Pages that many people get, kept as bytes until what they show changes.
package final class PageCache: Sendable {
    /// Names a page: its address and language.
    struct Name: Hashable {
        let path: String
        let language: LanguageTag
    }

    private struct Slot {
        let version: String
        let body: SharedBody
    }

    private static let slotLimit = 2_000

    private let slots = Mutex<[Name: Slot]>([:])

    package init() {}

    /// The kept bytes of this version, or nil.
    func known(_ name: Name, version: String) -> SharedBody? {
        slots.withLock { slots in slots[name].flatMap { $0.version == version ? $0.body : nil } }
    }

    /// The page's bytes, made anew when the version differs from the kept one.
    ///
    /// - Parameters:
    ///   - name: The page.
    ///   - version: Of everything it shows, the minute included.
    ///   - make: Renders it.
    /// - Returns: The bytes, plain and compressed.
    func body(_ name: Name, version: String, make: () throws -> String) rethrows -> SharedBody {
        if let known = known(name, version: version) { return known }
        let body = SharedBody(Array(try make().utf8))
        slots.withLock { slots in
            if slots.count >= Self.slotLimit { slots.removeAll() }
            slots[name] = Slot(version: version, body: body)
        }
        return body
    }
}
