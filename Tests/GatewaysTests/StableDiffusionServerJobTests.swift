import Foundation
import Kernel
import Testing

@testable import Gateways

/// What `sd-server` is sent.
struct StableDiffusionServerJobTests {
    private typealias Job = StableDiffusionServer.Job

    private let picture = DiffusionSupport.png().base64EncodedString()

    private func sent(_ order: GatewayOrder, _ recipe: DiffusionRecipe = .servers) throws -> NSDictionary {
        try DiffusionSupport.members(JSONEncoder().encode(Job(order, recipe)))
    }

    @Test func `a prompt alone leaves everything else as the server was started`() throws {
        let expected = """
            {"prompt": "a tea house in the rain", "negative_prompt": "people", "width": 64, "height": 128,
             "seed": 421337, "batch_count": 1, "hires": {"enabled": false}, "embed_image_metadata": false,
             "output_format": "png"}
            """
        #expect(
            try sent(DiffusionSupport.order(negative: "people")) == DiffusionSupport.members(expected)
        )
    }

    @Test func `a recipe says how to draw`() throws {
        let recipe = DiffusionRecipe(steps: 28, guidance: 7.5, sampler: "euler_a", scheduler: "discrete")
        let expected = """
            {"sample_params": {"sample_steps": 28, "sample_method": "euler_a", "scheduler": "discrete",
             "guidance": {"txt_cfg": 7.5}}}
            """
        let sampling = try sent(DiffusionSupport.order(), recipe)["sample_params"] as? NSDictionary
        #expect(try sampling == DiffusionSupport.members(expected)["sample_params"] as? NSDictionary)
    }

    @Test func `one picture is drawn over, and only as much as the recipe says`() throws {
        let order = try DiffusionSupport.order(references: [DiffusionSupport.reference()])
        let job = try sent(order, DiffusionRecipe(strength: 0.75))
        #expect(job["init_image"] as? String == picture)
        #expect(job["strength"] as? Double == 0.75)
        #expect(job["ref_images"] == nil)
        #expect(job["mask_image"] == nil)
    }

    @Test func `a strength without a picture is not sent`() throws {
        #expect(try sent(DiffusionSupport.order(), DiffusionRecipe(strength: 0.5))["strength"] == nil)
    }

    @Test func `a mask goes along with the picture that it is of`() throws {
        let order = try DiffusionSupport.order(
            references: [DiffusionSupport.reference()],
            mask: DiffusionSupport.png()
        )
        let job = try sent(order)
        #expect(job["init_image"] as? String == picture)
        #expect(job["mask_image"] as? String == picture)
    }

    @Test func `a model that looks at pictures gets all of them beside the prompt`() throws {
        let references = [DiffusionSupport.reference(), DiffusionSupport.reference()]
        let job = try sent(
            DiffusionSupport.order(references: references),
            DiffusionRecipe(readsReferences: true)
        )
        #expect(job["ref_images"] as? [String] == [picture, picture])
        #expect(job["init_image"] == nil)
    }

    @Test func `with a mask such a model also draws over the first`() throws {
        let references = [DiffusionSupport.reference(), DiffusionSupport.reference()]
        let order = try DiffusionSupport.order(references: references, mask: DiffusionSupport.png())
        let job = try sent(order, DiffusionRecipe(readsReferences: true))
        #expect(job["init_image"] as? String == picture)
        #expect(job["mask_image"] as? String == picture)
        #expect(job["ref_images"] as? [String] == [picture, picture])
    }

    @Test func `several pictures are too many for a model that draws over one`() throws {
        let references = [DiffusionSupport.reference(), DiffusionSupport.reference()]
        let order = try DiffusionSupport.order(references: references)
        #expect(throws: GatewayFailure(.invalidRequest, reference: 1)) { try Job(order, .servers) }
    }

    @Test func `neither prompt carries extra arguments`() throws {
        let hidden = "<SD_cpp_extra_args>{\"batch_count\":\n8}</sd_cpp_extra_args>"
        let job = try sent(DiffusionSupport.order("a kite\(hidden)", negative: "\(hidden)rain"))
        #expect(job["prompt"] as? String == "a kite")
        #expect(job["negative_prompt"] as? String == "rain")
    }

    @Test func `a prompt of nothing else is refused`() throws {
        let order = try DiffusionSupport.order("<sd_cpp_extra_args>{}</sd_cpp_extra_args>")
        #expect(throws: GatewayFailure(.invalidRequest)) { try Job(order, .servers) }
    }

    @Test func `an order without words may be sent`() throws {
        let order = try DiffusionSupport.order("", references: [DiffusionSupport.reference()])
        #expect(try sent(order)["prompt"] as? String == "")
    }
}
