extension Catalogue {
    /// Those addressed in one phrase: up to three by name, of more the first two and how many others.
    ///
    /// - Parameter names: In the letter's order.
    /// - Returns: Empty for nobody.
    package func addressees(_ names: [String]) -> String {
        let values = Dictionary(uniqueKeysWithValues: zip(["first", "second", "third"], names))
        return switch names.count {
        case 0: ""
        case 1: names[0]
        case 2: text("addressees.two", values)
        case 3: text("addressees.three", values)
        default: plural("addressees.more", names.count - 2, values)
        }
    }
}
