/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The passphrase: from a file or typed on the terminal, never from an argument or the environment, which other
 * programs on the same computer can read. */
#pragma once

#include "ear-cli.h"

G_BEGIN_DECLS

char *ear_cli_passphrase (EarCli *cli, const char *path, gboolean is_new, GError **error);
char *ear_cli_passphrase_from (const char *path, GError **error);
void ear_cli_passphrase_free (char *passphrase);

typedef char EarPassphrase;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPassphrase, ear_cli_passphrase_free)

G_END_DECLS
