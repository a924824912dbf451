/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What withdrawing consent would do, and did, in rows for a person to read. */
#pragma once

#include <adwaita.h>

#include "ear-withdraw.h"

G_BEGIN_DECLS

char *ear_withdraw_words_who (const EarWithdrawFound *who);
char *ear_withdraw_words_button (const EarWithdrawPreview *preview);
char *ear_withdraw_words_account (const EarWithdrawPreview *preview, EarKind kind);

/* (transfer container) (element-type GtkWidget): rows, floating. */
GPtrArray *ear_withdraw_rows_going (const EarWithdrawPreview *preview, EarKind kind);
GPtrArray *ear_withdraw_rows_staying (const EarWithdrawPreview *preview);
GPtrArray *ear_withdraw_rows_elsewhere (const EarWithdrawPreview *preview);

G_END_DECLS
