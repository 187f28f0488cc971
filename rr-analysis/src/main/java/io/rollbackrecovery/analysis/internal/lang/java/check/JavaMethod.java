package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A method or constructor.
 *
 * @param owner the type that declares it
 * @param name its name; that of the type for a constructor
 * @param constructor whether it is one
 * @param parameters the types of its parameters
 * @param parameterNames their names
 * @param variable whether the last one takes any number of arguments; its type is then an array
 * @param result what it gives
 * @param typeParameters the names of its own type parameters
 * @param exceptions what it says that it throws
 * @param access who may call it
 * @param isStatic whether it needs no object
 * @param isAbstract whether it has no body
 * @param isFinal whether it cannot be overridden
 * @param overrides whether it says {@code @Override}
 * @param body the place of the brace that opens its body; -1 if there is none
 * @param line where its name stands
 */
record JavaMethod(
        JavaType owner,
        String name,
        boolean constructor,
        List<TypeName> parameters,
        List<String> parameterNames,
        boolean variable,
        TypeName result,
        List<String> typeParameters,
        List<TypeName> exceptions,
        Access access,
        boolean isStatic,
        boolean isAbstract,
        boolean isFinal,
        boolean overrides,
        int body,
        int line) {

    boolean takes(int arguments) {
        return variable ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }

    /** The type of the parameter that an argument goes to, as far as the number alone tells. */
    TypeName parameter(int argument, int arguments) {
        if (!variable || argument < parameters.size() - 1) {
            return parameters.get(argument);
        }
        TypeName last = parameters.get(parameters.size() - 1);
        // With as many arguments as parameters the array itself may be passed as well.
        return arguments == parameters.size()
                ? TypeName.INFERRED
                : new TypeName(last.name(), last.arguments(), last.dimensions() - 1);
    }

    String signature() {
        return name + parameters.stream().map(TypeName::erased).collect(Collectors.joining(",", "(", ")"));
    }
}
