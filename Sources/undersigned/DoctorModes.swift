import Foundation

/// What others on the machine can read of a data folder.
extension DoctorCommand {
    /// Says of each folder and file that somebody else on the machine reads, and how to end that.
    func printModes(_ configuration: ServeConfiguration) {
        let database = configuration.data + "/undersigned.sqlite"
        for (path, mode) in [(configuration.data, "700"), (configuration.keys, "700"), (database, "600")]
        where Self.isReadByOthers(path) {
            print("!!  others on this machine can read \(path): chmod \(mode) \(path)")
        }
    }

    private static func isReadByOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o007 != 0
    }
}
