import Wire

extension NanoBananaPro {
    /// What can be asked for a picture.
    public struct Model: Identifiable, Hashable, Sendable {
        /// What to name as an order's `model`.
        public let id: String
        /// Its name, in the language of the options.
        public let name: String
        /// What it is, in the language of the options.
        public let summary: String
        /// Who makes it or runs it; nil for what is the product's own.
        public let provider: String?
        /// Other names that lead to it.
        public let aliases: [String]
        /// What it can do, such as `generate` and `edit`.
        public let tasks: [String]
        /// Whether prompts and pictures stay on the server.
        public let staysHere: Bool
        /// `here`, `own` for another server of whoever runs this one, or the country where prompts go.
        public let place: String
        /// The shapes it makes.
        public let aspectRatios: [String]
        /// The resolutions it makes.
        public let resolutions: [String]
        /// The styles it knows.
        public let styles: [String]
        /// How many pictures one order may ask for.
        public let mostPictures: Int
        /// How many pictures it takes beside words.
        public let mostReferences: Int
        /// Whether a seed makes the same picture again.
        public let takesSeed: Bool
        /// Whether an edit can be kept to a part of a picture.
        public let takesMask: Bool
        /// What one picture costs, in credits.
        public let credits: Int
        /// The day from which it is refused.
        public let retires: String?
    }
}

extension NanoBananaPro.Model {
    init(_ body: ModelBody) {
        id = body.id
        name = body.name
        summary = body.summary
        provider = body.provider
        aliases = body.aliases
        tasks = body.tasks
        staysHere = body.staysHere
        place = body.place
        aspectRatios = body.aspectRatios
        resolutions = body.resolutions
        styles = body.styles
        mostPictures = body.mostImages
        mostReferences = body.mostReferences
        takesSeed = body.takesSeed
        takesMask = body.takesMask
        credits = body.price.credits
        retires = body.retires
    }
}
