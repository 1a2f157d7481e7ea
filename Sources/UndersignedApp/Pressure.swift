import Synchronization

/// How hard the site works, and so what it leaves out for it: live numbers and plots first, then whatever signing
/// does not need, signing never.
package final class Pressure: Sendable {
    /// What is left out; each level leaves out what the one before does too.
    package enum Level: Int, Comparable, Sendable, CaseIterable {
        case calm
        /// Numbers are some seconds old, pages have no plot.
        case strained
        /// What signing does not need is refused with 503.
        case overloaded

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        /// How old a petition's numbers may be; nil for the age in calm times.
        package var snapshotAge: Duration? {
            switch self {
            case .calm: nil
            case .strained: .seconds(5)
            // With the two seconds for which browsers keep a page, still below ten.
            case .overloaded: .seconds(7)
            }
        }

        package var showsPlots: Bool { self == .calm }
    }

    /// What a look at the site finds.
    package struct Figure: Sendable {
        /// Requests that wait to enter a log.
        package var waiting: Int
        /// How much later than planned a small piece of work began: the processor's queue.
        package var delay: Duration

        package init(waiting: Int = 0, delay: Duration = .zero) {
            self.waiting = waiting
            self.delay = delay
        }

        /// The level that this one figure speaks for.
        var level: Level {
            if waiting >= 1_024 || delay >= .milliseconds(250) { return .overloaded }
            if waiting >= 256 || delay >= .milliseconds(60) { return .strained }
            return .calm
        }
    }

    /// So many figures in a row raise the level: one slow sync of the disk is no overload.
    package static let looksToRise = 3
    /// So many lower it by one: a level that flutters would show two kinds of page in turns.
    package static let looksToFall = 20

    private struct State {
        var risen = 0
        var calmed = 0
    }

    private let state = Mutex(State())
    private let current = Atomic(Level.calm.rawValue)

    package init() {}

    /// What is left out now; cheap to ask.
    package var level: Level { Level(rawValue: current.load(ordering: .relaxed)) ?? .calm }

    /// Takes a figure into account; they come at equal steps of time.
    ///
    /// - Parameter figure: What was found just now.
    /// - Returns: The new level where it changed.
    @discardableResult
    package func note(_ figure: Figure) -> Level? {
        state.withLock { state in
            let (now, found) = (level, figure.level)
            state.risen = found > now ? state.risen + 1 : 0
            state.calmed = found < now ? state.calmed + 1 : 0
            let next: Level? =
                if state.risen >= Self.looksToRise {
                    Level(rawValue: now.rawValue + 1)
                } else if state.calmed >= Self.looksToFall {
                    Level(rawValue: now.rawValue - 1)
                } else {
                    nil
                }
            guard let next else { return nil }
            state = State()
            current.store(next.rawValue, ordering: .relaxed)
            return next
        }
    }
}
