import Testing
import UndersignedApp

/// The levels, driven by hand: figures come in, time does not matter.
struct PressureTests {
    private static let much = Pressure.Figure(waiting: 300)
    private static let tooMuch = Pressure.Figure(delay: .milliseconds(400))

    private static func note(_ figure: Pressure.Figure, times: Int, on pressure: Pressure) {
        for _ in 0..<times { pressure.note(figure) }
    }

    @Test func `one slow moment changes nothing, three in a row do`() {
        let pressure = Pressure()
        Self.note(Self.much, times: 2, on: pressure)
        pressure.note(Pressure.Figure())
        Self.note(Self.much, times: 2, on: pressure)
        #expect(pressure.level == .calm)
        #expect(pressure.note(Self.much) == .strained, "the change is told once")
        #expect(pressure.note(Self.much) == nil && pressure.level == .strained)
    }

    @Test func `levels rise one by one, so that live numbers go before pages do`() {
        let pressure = Pressure()
        Self.note(Self.tooMuch, times: 3, on: pressure)
        #expect(pressure.level == .strained)
        Self.note(Self.tooMuch, times: 3, on: pressure)
        #expect(pressure.level == .overloaded)
        Self.note(Self.tooMuch, times: 100, on: pressure)
        #expect(pressure.level == .overloaded)
    }

    @Test func `levels fall one by one after twenty better moments`() {
        let pressure = Pressure()
        Self.note(Self.tooMuch, times: 6, on: pressure)
        Self.note(Self.much, times: 19, on: pressure)
        #expect(pressure.level == .overloaded)
        pressure.note(Self.much)
        #expect(pressure.level == .strained)
        Self.note(Self.much, times: 100, on: pressure)
        #expect(pressure.level == .strained, "what is no better than the level does not lower it")
        Self.note(Pressure.Figure(), times: 20, on: pressure)
        #expect(pressure.level == .calm)
    }

    @Test func `each figure speaks for itself`() {
        for figure in [Pressure.Figure(waiting: 256), Pressure.Figure(delay: .milliseconds(60))] {
            let pressure = Pressure()
            Self.note(figure, times: 100, on: pressure)
            #expect(pressure.level == .strained)
        }
        for figure in [Pressure.Figure(waiting: 1_024), Pressure.Figure(delay: .milliseconds(250))] {
            let pressure = Pressure()
            Self.note(figure, times: 100, on: pressure)
            #expect(pressure.level == .overloaded)
        }
    }

    @Test func `no page is older than ten seconds at any level`() {
        for level in Pressure.Level.allCases {
            #expect(level.snapshotAge ?? .seconds(1) <= .seconds(8), "browsers may keep a page for two more")
        }
    }
}
