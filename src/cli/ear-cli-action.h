/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the verb “action” share. */
#pragma once

#include "ear-action-list.h"
#include "ear-cli.h"

G_BEGIN_DECLS

gboolean ear_cli_action_list (EarCli *cli, EarStore *store, const char *search, GError **error);
gboolean ear_cli_action_trail (EarCli *cli, EarStore *store, const EarId *action, GError **error);
gboolean ear_cli_action_gaps (EarCli *cli, EarStore *store, GError **error);

G_END_DECLS
