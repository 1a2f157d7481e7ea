import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// Limits against floods, in memory only.
@Suite struct RateLimiterTests {
    // F-L: a school behind one address.
    @Test func `five hundred people behind one address pass within an hour`() async throws {
        let test = try await TestSite()
        let limiter = RateLimiter(allowance: .asks, ambient: test.site.ambient)
        var refused = 0
        for _ in 0..<500 {
            if limiter.take("192.0.2.7") != nil { refused += 1 }
            test.advance(.seconds(7))
        }
        #expect(refused == 0)
    }

    // F-A
    @Test func `a script on one address gets the burst and then the hourly rate`() async throws {
        let test = try await TestSite()
        let limiter = RateLimiter(allowance: .init(burst: 10, perHour: 60), ambient: test.site.ambient)
        var passed = 0
        for _ in 0..<600 {
            if limiter.take("192.0.2.7") == nil { passed += 1 }
            test.advance(.seconds(1))
        }
        #expect(passed == 19 || passed == 20, "ten at once and one a minute: \(passed)")
        #expect(limiter.take("192.0.2.8") == nil, "another address is not touched")
    }

    //
    @Test func `a calendar that jumps gives nobody more`() async throws {
        let test = try await TestSite()
        let limiter = RateLimiter(allowance: .init(burst: 10, perHour: 60), ambient: test.site.ambient)
        for _ in 0..<10 { #expect(limiter.take("192.0.2.7") == nil) }
        for span in [Moment.Span.hours(1), .days(1), .hours(-30)] {
            test.jump(span)
            #expect(limiter.take("192.0.2.7") != nil)
        }
    }

    // F-10
    @Test func `whoever holds an IPv6 network of 48 bits gets ten times as much as one client, and not more`()
        async throws
    {
        let test = try await TestSite()
        let limiter = RateLimiter(allowance: .init(burst: 10, perHour: 60), ambient: test.site.ambient)
        func passes(_ count: Int) -> Int {
            (0..<count).count { limiter.take(RateLimiter.prefix(of: "2001:db8:7:\(String($0, radix: 16))::1")) == nil }
        }
        #expect(passes(1_000) == 100)
        #expect(limiter.take(RateLimiter.prefix(of: "2001:db8:8:1::1")) == nil, "the neighbour is not touched")
        test.advance(.minutes(6))
        #expect(passes(1_000) == 60, "ten times one a minute")
        // What turned out well is given back in both.
        limiter.giveBack(RateLimiter.prefix(of: "2001:db8:7:ffff::1"))
        #expect(passes(10) == 1)
    }

    // F-A
    @Test func `a flood of names frees nobody who is refused`() async throws {
        let test = try await TestSite()
        let limiter = RateLimiter(allowance: .init(burst: 2, perHour: 1), ambient: test.site.ambient)
        for _ in 0..<3 { _ = limiter.take("192.0.2.7") }
        for number in 0..<200_010 { _ = limiter.take("name \(number)") }
        #expect(limiter.take("192.0.2.7") != nil)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8:0:0::/64"),
        ("::1", "0:0:0:0::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ])
    func `a client is a whole IPv4 address or an IPv6 network of 64 bits`(_ address: String, _ prefix: String) {
        #expect(RateLimiter.prefix(of: address) == prefix)
    }
}
