// Passkeys: the browser's part of WebAuthn. What the server asks stands in the form; the answer goes into its field.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

  const create = async (asked, passwordless) => {
    const options = { ...asked.publicKey };
    options.challenge = bytes(options.challenge);
    options.user = { ...options.user, id: bytes(options.user.id) };
    options.excludeCredentials = known(options.excludeCredentials);
    options.authenticatorSelection = {
      ...options.authenticatorSelection,
      residentKey: passwordless ? "required" : "discouraged",
      requireResidentKey: passwordless,
      ...(passwordless ? { userVerification: "required" } : {}),
    };
    return navigator.credentials.create({ publicKey: options });
  };
  const get = async (asked) => {
    const options = { ...asked.publicKey };
    options.challenge = bytes(options.challenge);
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };
  const written = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    const transports = made.response.getTransports?.();
    return JSON.stringify({
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment ?? null,
      clientExtensionResults: made.getClientExtensionResults(),
      response: transports ? { ...response, transports } : response,
    });
  };
  const asked = async (form) => {
    if (form.dataset.passkey !== "sign-in") return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };
  const told = (form, name) => { form.querySelector(`[data-told=${name}]`).hidden = false; };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    form.querySelectorAll("[data-told]").forEach((each) => { each.hidden = true; });
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const options = await asked(form);
      const passwordless = form.querySelector("[name=passwordless]")?.checked ?? false;
      const made = form.dataset.passkey === "create" ? await create(options, passwordless) : await get(options);
      form.querySelector("[name=credential]").value = written(made);
      form.submit();
    } catch {
      button.disabled = false;
      told(form, "failed");
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    const numbers = /^[\d.]+$|^\[/.test(location.hostname);
    document.querySelectorAll("form[data-passkey]").forEach((form) => {
      if (!numbers) return;
      const local = new URL(location.href);
      local.hostname = "localhost";
      form.querySelector("[data-local]").href = local.href;
      form.querySelector("button").disabled = true;
      told(form, "address");
    });
  });
})();
