/// A hash in words, so that two people can compare it over the telephone.
enum FingerprintWords {
    /// A word for each byte.
    static func text(of bytes: some Sequence<UInt8>) -> String { bytes.map { all[Int($0)] }.joined(separator: " ") }

    /// 256 words of this project's own, in the order of their bytes; the order never changes.
    static let all: [Substring] = """
        acorn actor agate album alder alley almond amber anchor angle ankle anvil apple apron arch arrow aspen \
        atlas attic badge bagel baker bamboo banjo barley barn basil basket beacon beaver beech bell bench berry \
        birch bishop bison blanket bonnet border bottle bowl branch brass bread breeze brick bridge bronze broom \
        brush bucket buckle butter button cabin cable cactus camel candle canoe canvas canyon carbon cargo carpet \
        carrot castle cedar cello chalk cheese cherry chess chimney cider cinder circle citrus clover cobalt coffee \
        collar comet copper coral corner cotton cradle crayon cricket crystal curtain cymbal daisy dancer denim \
        desert diamond dinner dolphin donkey dragon drum dune eagle easel echo elbow ember engine fabric falcon \
        feather fennel ferry fiddle flannel flint flute forest fossil fountain garlic garnet gate ginger glacier \
        glove goblet granite grape gravel guitar hammer harbor harvest hazel helmet heron honey hornet indigo iris \
        island ivory jacket jasmine jersey jigsaw jungle juniper kayak kettle kitten ladder lagoon lantern laurel \
        lemon lentil lilac linen lizard lobster locket lotus magnet magpie mango maple marble meadow melon mint \
        mirror mitten monkey mosaic muffin mustard napkin nectar needle nickel nutmeg oasis ocean olive onion opal \
        orchid otter oyster paddle panda paper parrot pebble pepper piano pillow pine planet plum pocket poppy \
        prism pumpkin puzzle quartz quilt rabbit radish raven ribbon river rocket saddle saffron salmon sandal \
        scarf shadow shell silver spruce squash stone sugar summer sunset tailor teapot temple thistle thunder \
        tiger timber tomato topaz trumpet tulip tunnel turtle umbrella valley vanilla velvet violet violin walnut \
        walrus willow window winter
        """.split(separator: " ")
}
