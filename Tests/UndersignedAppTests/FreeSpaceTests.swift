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

    //
    @Test func `few inodes are told of, and a file system that counts none is not`() {
        let few = FreeSpace(freeBytes: 1 << 40, totalBytes: 1 << 40, freeInodes: 999)
        #expect(few.isLow)
        #expect(few.words == "1048576 of 1048576 MiB are free, but only 999 inodes, one a file,")
        #expect(!FreeSpace(freeBytes: 1 << 40, totalBytes: 1 << 40, freeInodes: 1_000).isLow)
        #expect(!FreeSpace(freeBytes: 1 << 40, totalBytes: 1 << 40).isLow)
    }

    @Test func `a folder that is not there has no figures`() {
        #expect(FreeSpace(of: "/no/such/folder") == nil)
        #expect(FreeSpace(of: "/") != nil)
    }
}
