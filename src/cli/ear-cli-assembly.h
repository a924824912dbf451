/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the verb “assembly” share. */
#pragma once

#include "ear-assembly-list.h"
#include "ear-cli.h"

G_BEGIN_DECLS

/* ear-cli-assembly-list.c */
gboolean ear_cli_assembly_list (EarCli *cli, EarStore *store, GError **error);
gboolean ear_cli_assembly_show (EarCli *cli, EarStore *store, const EarAssembly *assembly);
gboolean ear_cli_assembly_compare (EarCli *cli, EarStore *store, GError **error);

/* ear-cli-assembly-write.c */
gboolean ear_cli_assembly_new (EarCli *cli, EarStore *store, GError **error);
gboolean ear_cli_assembly_change (EarCli *cli, EarStore *store, const EarAssembly *assembly, const char *what, GError **error);

G_END_DECLS
