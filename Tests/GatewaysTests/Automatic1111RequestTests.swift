import Foundation
import Kernel
import Testing

@testable import Gateways

/// What AUTOMATIC1111 and its relatives are sent.
struct Automatic1111RequestTests {
    private typealias Request = Automatic1111.Request

    private let picture = DiffusionSupport.png().base64EncodedString()

    private func sent(
        _ order: GatewayOrder,
        _ recipe: DiffusionRecipe = .servers,
        model: String? = nil
    ) throws -> NSDictionary {
        try DiffusionSupport.members(JSONEncoder().encode(Request(order, recipe, model: model)))
    }

    @Test func `a prompt alone is drawn from nothing`() throws {
        let expected = """
            {"prompt": "a tea house in the rain", "negative_prompt": "people", "width": 64, "height": 128,
             "steps": 28, "seed": 421337, "batch_size": 1, "n_iter": 1, "send_images": true,
             "save_images": false, "override_settings": {"sd_model_checkpoint": "model.safetensors [abc]"},
             "override_settings_restore_afterwards": false}
            """
        let order = try DiffusionSupport.order(negative: "people")
        #expect(try sent(order, model: "model.safetensors [abc]") == DiffusionSupport.members(expected))
        #expect(try Request(order, .servers, model: nil).path == "/sdapi/v1/txt2img")
    }

    @Test func `without a model no setting is overridden`() throws {
        #expect(try sent(DiffusionSupport.order())["override_settings"] == nil)
    }

    @Test func `a recipe says how to draw`() throws {
        let recipe = DiffusionRecipe(steps: 12, guidance: 6.5, sampler: "DPM++ 2M", scheduler: "Karras")
        let request = try sent(DiffusionSupport.order(), recipe)
        #expect(request["steps"] as? Int == 12)
        #expect(request["cfg_scale"] as? Double == 6.5)
        #expect(request["sampler_name"] as? String == "DPM++ 2M")
        #expect(request["scheduler"] as? String == "Karras")
    }

    @Test func `a picture is drawn over, under its mask`() throws {
        let order = try DiffusionSupport.order(
            references: [DiffusionSupport.reference()],
            mask: DiffusionSupport.png()
        )
        let expected = """
            {"init_images": ["\(picture)"], "mask": "\(picture)", "denoising_strength": 0.5,
             "inpainting_fill": 1, "inpaint_full_res": true, "inpainting_mask_invert": 0}
            """
        let request = try sent(order, DiffusionRecipe(strength: 0.5))
        for (name, value) in try DiffusionSupport.members(expected) {
            #expect(request[name] as? NSObject == value as? NSObject, "\(name)")
        }
        #expect(try Request(order, .servers, model: nil).path == "/sdapi/v1/img2img")
    }

    @Test(arguments: [
        "script_name", "script_args", "alwayson_scripts", "styles", "infotext", "force_task_id",
    ])
    func `nothing that reaches the server's files is sent`(name: String) throws {
        let order = try DiffusionSupport.order(references: [DiffusionSupport.reference()])
        #expect(try sent(order)[name] == nil)
    }

    @Test(arguments: [
        "a <lora:ghost:1>kite", "a <hypernet:ghost>kite",
        "a <sd_cpp_extra_args>{\"width\":\n9}</SD_cpp_extra_args>kite",
    ])
    func `neither prompt carries the server's own syntax`(prompt: String) throws {
        let request = try sent(DiffusionSupport.order(prompt, negative: prompt))
        #expect(request["prompt"] as? String == "a kite")
        #expect(request["negative_prompt"] as? String == "a kite")
    }

    @Test func `a prompt cannot name a file of lines to choose from`() throws {
        #expect(
            try sent(DiffusionSupport.order("a __colour__ kite"))["prompt"] as? String == "a _colour_ kite"
        )
    }

    @Test func `a prompt of nothing else is refused`() throws {
        let order = try DiffusionSupport.order("<lora:ghost:1>")
        #expect(throws: GatewayFailure(.invalidRequest)) { try Request(order, .servers, model: nil) }
    }

    @Test func `an order without words may be sent`() throws {
        let order = try DiffusionSupport.order("", references: [DiffusionSupport.reference()])
        #expect(try sent(order)["prompt"] as? String == "")
    }

    @Test(arguments: [(63, 64), (64, 60), (65, 64), (4_104, 64), (0, 64), (-8, 64)])
    func `a size that it would round is refused`(width: Int, height: Int) throws {
        let order = try DiffusionSupport.order(size: PixelSize(width: width, height: height))
        #expect(throws: GatewayFailure(.invalidRequest)) { try Request(order, .servers, model: nil) }
    }

    @Test func `several pictures are too many`() throws {
        let references = [DiffusionSupport.reference(), DiffusionSupport.reference()]
        let order = try DiffusionSupport.order(references: references)
        #expect(throws: GatewayFailure(.invalidRequest, reference: 1)) {
            try Request(order, DiffusionRecipe(readsReferences: true), model: nil)
        }
    }
}
