/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks who translated a voice: a role, not a name. */
#pragma once

#include <adwaita.h>

#include "ear-insight.h"
#include "ear-window.h"

G_BEGIN_DECLS

AdwDialog *ear_translator_dialog_new (EarWindow *window, const EarVoice *voice);

G_END_DECLS
