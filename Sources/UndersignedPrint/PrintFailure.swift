/// The packet could not be drawn or written; the reason is for the operator.
package struct PrintFailure: Error {
    package let reason: String
}
