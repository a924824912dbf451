/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a voice waits for its answer, and whom an action answers, said once for the lists that need it. */
#pragma once

/* The rows of the view "action_heard": an action and a group. The views it is made of give all voices' groups, and SQLite reads them to
 * the end for a few; here it goes from the voices that actions name, of which there are few. */
#define EAR_ACTION_HEARD_SQL                                                                                           \
  "SELECT l.\"action\" AS \"action\", l.\"group\" AS \"group\" FROM action_groups l JOIN actions o ON o.n = l.\"action\" AND o.state = 0 " \
  "WHERE l.state = 0 UNION SELECT l.\"action\", own.\"group\"" EAR_ACTION_NAMED_SQL                                   \
  "CROSS JOIN contribution_groups own ON own.contribution = v.n AND own.state = 0 WHERE l.state = 0 "                  \
  "UNION SELECT l.\"action\", pg.\"group\"" EAR_ACTION_NAMED_SQL                                                      \
  "CROSS JOIN participant_groups pg ON pg.participant = v.participant AND pg.state = 0 WHERE l.state = 0 "             \
  "UNION SELECT l.\"action\", sg.\"group\"" EAR_ACTION_NAMED_SQL                                                      \
  "CROSS JOIN session_groups sg ON sg.session = v.session AND sg.state = 0 WHERE l.state = 0 "                         \
  "AND NOT EXISTS (SELECT 1 FROM session_groups other WHERE other.session = sg.session AND other.state = 0 AND other.n <> sg.n) " \
  "AND NOT EXISTS (SELECT 1 FROM contribution_groups own WHERE own.contribution = v.n AND own.state = 0) "             \
  "AND NOT EXISTS (SELECT 1 FROM participant_groups pg WHERE pg.participant = v.participant AND pg.state = 0)"
#define EAR_ACTION_NAMED_SQL                                                                                           \
  " FROM action_contributions l CROSS JOIN actions o ON o.n = l.\"action\" AND o.state = 0 CROSS JOIN voices v ON v.n = l.contribution "
/* Before a statement that speaks of "heard", to be worked out once for all of it. */
#define EAR_WITH_ACTION_HEARD_SQL "WITH heard (\"action\", \"group\") AS MATERIALIZED (" EAR_ACTION_HEARD_SQL ") "

/* A condition on the rows "v" of the view "voices": heard before the day @parameter and not answered. Of one of which only
 * the month or the year is known all of that has passed; one whose day nobody noted may have waited as long, so it is there. */
#define EAR_UNANSWERED_SQL(parameter)                                                                                  \
  "(v.happened IS NULL OR v.happened < substr (" parameter ", 1, length (v.happened))) AND v.n NOT IN (SELECT x.contribution FROM action_voices x " \
  "JOIN action_now w ON w.\"action\" = x.\"action\" AND w.status NOT IN ('heard', 'considering') "                      \
  "WHERE x.contribution IS NOT NULL)"
