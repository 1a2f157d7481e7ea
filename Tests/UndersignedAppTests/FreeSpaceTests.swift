import Testing
import UndersignedApp

@Suite struct FreeSpaceTests {
    //
    @Test(arguments: [
        (64, 100, false), (63, 100, true), (1_000, 10_000, false), (999, 10_000, true), (12, 32, true),
    ])
    func `room is low below 64 MiB and below a tenth`(freeMiB: UInt64, totalMiB: UInt64, isLow: Bool) {
        let space = FreeSpace(freeBytes: freeMiB << 20, totalBytes: totalMiB << 20)
        #expect(space.isLow == isLow)
        #expect(space.words == "\(freeMiB) of \(totalMiB) MiB are free")
    }

    @Test func `a folder that is not there has no figures`() {
        #expect(FreeSpace(of: "/no/such/folder") == nil)
        #expect(FreeSpace(of: "/") != nil)
    }
}
