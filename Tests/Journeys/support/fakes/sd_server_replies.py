"""The shapes of what `sd-server` says and hears, from `routes_sdcpp.cpp` and `common.cpp`."""

from typing import Any

SAMPLERS = [
    "euler", "euler_a", "heun", "dpm2", "dpm++2s_a", "dpm++2m", "dpm++2mv2", "ipndm", "ipndm_v", "lcm", "ddim_trailing", "tcd",
    "res_multistep", "res_2s", "er_sde",
]  # fmt: skip
SCHEDULERS = [
    "discrete", "karras", "exponential", "ays", "gits", "sgm_uniform", "simple", "smoothstep", "kl_optimal", "lcm",
    "bong_tangent",
]  # fmt: skip
UPSCALERS = [
    "None", "Lanczos", "Nearest", "Latent", "Latent (nearest)", "Latent (nearest-exact)", "Latent (antialiased)", "Latent (bicubic)",
    "Latent (bicubic antialiased)",
]  # fmt: skip

DEFAULTS: dict[str, Any] = {
    "prompt": "",
    "negative_prompt": "",
    "clip_skip": -1,
    "width": 512,
    "height": 512,
    "strength": 0.75,
    "seed": 42,
    "batch_count": 1,
    "auto_resize_ref_image": True,
    "increase_ref_index": False,
    "control_strength": 0.9,
    "sample_params": {
        "scheduler": "default",
        "sample_method": "default",
        "sample_steps": 20,
        "eta": None,
        "shifted_timestep": 0,
        "flow_shift": None,
        "guidance": {
            "txt_cfg": 7.0,
            "img_cfg": None,
            "distilled_guidance": 3.5,
            "slg": {"layers": [7, 8, 9], "layer_start": 0.01, "layer_end": 0.2, "scale": 0.0},
        },
    },
    "hires": {
        "enabled": False,
        "upscaler": "Latent",
        "scale": 2.0,
        "target_width": 0,
        "target_height": 0,
        "steps": 0,
        "denoising_strength": 0.7,
        "upscale_tile_size": 128,
    },
    "vae_tiling_params": {
        "enabled": False,
        "tile_size_x": 0,
        "tile_size_y": 0,
        "target_overlap": 0.5,
        "rel_size_x": 0.0,
        "rel_size_y": 0.0,
    },
    "cache_mode": "",
    "cache_option": "",
    "scm_mask": "",
    "scm_policy_dynamic": True,
    "output_format": "png",
    "output_compression": 100,
}
FEATURES = {
    "init_image": True,
    "mask_image": True,
    "control_image": True,
    "ref_images": True,
    "lora": True,
    "vae_tiling": True,
    "hires": True,
    "cache": True,
    "cancel_queued": True,
    "cancel_generating": False,
}

NUMBER = (int, float)
MEMBERS: dict[str, Any] = {
    **dict.fromkeys(["prompt", "negative_prompt", "cache_mode", "cache_option", "scm_mask", "output_format"], str),
    **dict.fromkeys(
        ["clip_skip", "width", "height", "batch_count", "video_frames", "fps", "upscale_repeats", "seed"], int
    ),
    **dict.fromkeys(["strength", "control_strength", "moe_boundary", "vace_strength"], NUMBER),
    **dict.fromkeys(["auto_resize_ref_image", "increase_ref_index", "embed_image_metadata"], bool),
    **dict.fromkeys(["init_image", "mask_image", "control_image", "end_image"], (str, type(None))),
    **dict.fromkeys(["ref_images", "control_frames"], (list, type(None))),
    "lora": list,
    "output_compression": int,
    "hires": {
        **dict.fromkeys(["target_width", "target_height", "steps", "upscale_tile_size"], int),
        "enabled": bool,
        "upscaler": str,
        "scale": NUMBER,
        "denoising_strength": NUMBER,
    },
    "sample_params": {
        **dict.fromkeys(["sample_steps", "shifted_timestep"], int),
        **dict.fromkeys(["eta", "flow_shift"], NUMBER),
        "custom_sigmas": list,
        "sample_method": SAMPLERS,
        "scheduler": SCHEDULERS,
        "guidance": {
            **dict.fromkeys(["txt_cfg", "img_cfg", "distilled_guidance"], NUMBER),
            "slg": {"layers": list, **dict.fromkeys(["layer_start", "layer_end", "scale"], NUMBER)},
        },
    },
    "vae_tiling_params": {
        "enabled": bool,
        **dict.fromkeys(["tile_size_x", "tile_size_y"], int),
        **dict.fromkeys(["target_overlap", "rel_size_x", "rel_size_y"], NUMBER),
    },
}


def ignored_members(request: dict, known: dict[str, Any] = MEMBERS, path: str = "") -> list[str]:
    """The members that the server does not know, or not with such a value: it says nothing of them and goes on without."""
    ignored = []
    for name, value in request.items():
        kind = known.get(name)
        place = f"{path}{name}"
        if isinstance(kind, dict) and isinstance(value, dict):
            ignored += ignored_members(value, kind, f"{place}.")
        elif isinstance(kind, list):
            ignored += [] if value in kind else [place]
        elif kind is None or isinstance(kind, dict) or not _fits(value, kind):
            ignored.append(place)
    return ignored


def _fits(value: object, kind: Any) -> bool:
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def capabilities(model: str, modes: tuple[str, ...], loras: tuple[str, ...], most_pending: int) -> dict:
    """`GET /sdcpp/v1/capabilities` of a server that draws pictures."""
    stem = model.rpartition(".")[0] or model
    return {
        "model": {"name": model, "stem": stem, "path": f"/models/{model}"},
        "current_mode": modes[0] if modes else "",
        "supported_modes": list(modes),
        "defaults": DEFAULTS,
        "defaults_by_mode": dict.fromkeys(modes, DEFAULTS),
        "limits": {
            "min_width": 64,
            "max_width": 4096,
            "min_height": 64,
            "max_height": 4096,
            "max_batch_count": 8,
            "max_queue_size": most_pending,
        },
        "samplers": SAMPLERS,
        "schedulers": SCHEDULERS,
        "output_formats": ["png", "jpeg"],
        "output_formats_by_mode": dict.fromkeys(modes, ["png", "jpeg"]),
        "features": FEATURES,
        "features_by_mode": dict.fromkeys(modes, FEATURES),
        "loras": [{"name": path.rpartition("/")[2].rpartition(".")[0], "path": path} for path in loras],
        "upscalers": [{"name": name} for name in UPSCALERS],
    }


def job_reply(job: Any, position: int) -> dict:
    """`GET /sdcpp/v1/jobs/{id}`."""
    images = [{"index": index, "b64_json": text} for index, text in enumerate(job.images)]
    done = job.status == "completed"
    form = job.request.get("output_format", "png").lower()
    return {
        "id": job.id,
        "kind": "img_gen",
        "status": job.status,
        "created": job.created,
        "started": job.started,
        "completed": job.completed,
        "queue_position": position,
        "result": {"output_format": form, "images": images} if done else None,
        "error": job.error,
    }
