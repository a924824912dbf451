/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a voice waits for its answer, said once for the lists of voices and of what is owed. */
#pragma once

/* A condition on the rows "v" of the view "voices": heard before the day @parameter and not answered. Of one of which only
 * the month or the year is known all of that has passed; one whose day nobody noted may have waited as long, so it is there. */
#define EAR_UNANSWERED_SQL(parameter)                                                                                  \
  "(v.happened IS NULL OR v.happened < substr (" parameter ", 1, length (v.happened))) AND v.n NOT IN (SELECT x.contribution FROM action_voices x " \
  "JOIN action_now w ON w.\"action\" = x.\"action\" AND w.status NOT IN ('heard', 'considering') "                      \
  "WHERE x.contribution IS NOT NULL)"
