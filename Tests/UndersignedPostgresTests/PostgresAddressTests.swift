import Testing
import UndersignedPostgres

/// Where a database is, and that its server must show who it is.
struct PostgresAddressTests {
    // S-14
    @Test(arguments: [
        ("postgres://u@db.example.org/site", true, false),
        ("postgres://u@db.example.org/site?sslmode=require", false, false),
        ("postgres://u@127.0.0.1/site", true, true),
        ("postgres:///site?host=/run/pg", true, true),
        ("postgres://u@[::1]:5433/site", true, true),
        ("postgres://u@127.0.0.1,db.example.org/site", true, false),
        ("postgres://u@localhost/site?hostaddr=192.0.2.7", true, false),
    ])
    func `a server over the network is verified unless the address asks for less`(
        text: String,
        isVerified: Bool,
        isLocal: Bool
    ) throws {
        let address = try PostgresAddress(text)
        #expect(address.isVerified == isVerified && address.isLocal == isLocal)
    }

    @Test(arguments: [
        "", "sqlite", "mysql://h/d", "postgres://h", "postgres://h/d?nothing=1", "postgres://u:se cret@h/d",
    ])
    func `what is no address is refused, without its password`(text: String) {
        do throws(PostgresAddress.Malformed) {
            _ = try PostgresAddress(text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect(!error.description.contains("se cret"))
        }
    }

    @Test func `an address prints without its password`() throws {
        let address = try PostgresAddress("postgres://amina:geheim@db.example.org:5433/site")
        #expect(address.holdsPassword)
        #expect("\(address)" == "site at db.example.org:5433")
    }
}
