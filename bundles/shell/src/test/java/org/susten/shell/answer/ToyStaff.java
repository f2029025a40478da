// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.List;
import java.util.Optional;
import org.susten.trainings.Staff;
import org.susten.users.User;

/** One account that lacks a training, or none. */
public record ToyStaff(String lacking) implements Staff {

    @Override
    public Optional<String> lack(User user) {
        return user.name().equals(lacking)
                ? Optional.of("The account " + lacking + " is not trained in student-data")
                : Optional.empty();
    }

    @Override
    public List<Member> members() {
        return List.of();
    }
}
