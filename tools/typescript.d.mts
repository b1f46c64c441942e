export declare const typescriptArguments: readonly string[];
