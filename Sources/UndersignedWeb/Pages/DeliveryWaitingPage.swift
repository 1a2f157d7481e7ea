/// The private page of a packet that was made and not handed over yet.
package struct DeliveryWaitingPage: Page {
    package init() {}

    package var template: String { "delivery-waiting" }

    package func title(in words: Words) -> String { words.text("delivery.waiting.title") }

    package func view(in words: Words) -> any Sendable { View() }

    private struct View: Sendable {}
}
