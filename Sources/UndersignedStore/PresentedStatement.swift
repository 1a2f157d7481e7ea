/// What binds a statement that was counted before: the same salt and the same lines make the same entry.
package struct PresentedStatement: Hashable, Sendable {
    package var textVersion: Int
    /// Which of the petition's logs it names.
    package var logNumber: Int

    package init(textVersion: Int, logNumber: Int) {
        self.textVersion = textVersion
        self.logNumber = logNumber
    }
}
