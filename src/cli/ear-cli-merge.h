/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What merging files and merging a folder's share. */
#pragma once

#include "ear-cli.h"
#include "ear-merge.h"

G_BEGIN_DECLS

gboolean ear_cli_merge_find_accepted (EarCli *cli, EarStore *store, const char *const *paths, EarMergeOptions *merging,
                                      GArray *ids, GError **error);
void ear_cli_merge_print (EarCli *cli, const EarMerge *merge);
void ear_cli_merge_explain (GError **error);

G_END_DECLS
