import Testing

struct DemoCommandTests {
    @Test(arguments: [
        "http://petitions.example.org", "http://127.example.org", "https://127.0.0.1:8080", "http://128.0.0.1",
        "http://127.0.0.1@petitions.example.org/", "http://127.0.0.256", "127.0.0.1:8080",
    ])
    func `invented people sign on this machine only`(site: String) throws {
        let run = try BuiltProgram(["demo", "--site", site, "--mail", "nowhere"])
        #expect(run.status == 2)
        #expect(run.errors.contains("is refused"), "\(run.errors)")
    }

    // C-04
    @Test func `wrong usage ends with 2, a site that does not answer with 5`() throws {
        #expect(try BuiltProgram(["demo"]).status == 2)
        #expect(try BuiltProgram(["demo", "--site", "http://127.0.0.1:1"]).status == 2)
        #expect(try BuiltProgram(["demo", "--list-people", "--people", "0"]).status == 2)
        // Port 1 of this machine: nothing listens there.
        let run = try BuiltProgram(["demo", "--site", "http://127.0.0.1:1", "--mail", "nowhere"])
        #expect(run.status == 5)
        #expect(run.output == "")
        #expect(run.errors.contains("http://127.0.0.1:1 gives no answer"), "\(run.errors)")
    }
}
